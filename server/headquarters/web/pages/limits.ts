import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const limits: OfficePage = {
  id: 'limits',
  name: 'masters:limits',
  icon: 'lock',
  group: 'masterData',
  Content: lazy(() =>
    import('../masters/limits.tsx').then((file) => ({ default: file.LimitsPage })),
  ),
};
