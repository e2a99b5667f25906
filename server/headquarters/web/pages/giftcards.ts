import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const giftCards: OfficePage = {
  id: 'giftCards',
  name: 'instruments:giftCards',
  icon: 'gift',
  group: 'instruments',
  Content: lazy(() =>
    import('../instruments/instruments.tsx').then((file) => ({ default: file.GiftCards })),
  ),
};
