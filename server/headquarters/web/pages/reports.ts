import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const reports: OfficePage = {
  id: 'reports',
  name: 'reports:reports',
  icon: 'chart',
  group: 'instruments',
  Content: lazy(() =>
    import('../reports/reports.tsx').then((file) => ({ default: file.ReportPage })),
  ),
};
