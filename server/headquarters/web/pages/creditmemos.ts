import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const creditMemos: OfficePage = {
  id: 'creditMemos',
  name: 'instruments:creditMemos',
  icon: 'memo',
  group: 'instruments',
  Content: lazy(() =>
    import('../instruments/instruments.tsx').then((file) => ({ default: file.CreditMemos })),
  ),
};
