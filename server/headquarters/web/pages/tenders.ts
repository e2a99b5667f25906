import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const tenders: OfficePage = {
  id: 'tenders',
  name: 'masters:tenders',
  icon: 'tender',
  group: 'masterData',
  Content: lazy(() =>
    import('../masters/tenders.tsx').then((file) => ({ default: file.TendersPage })),
  ),
};
