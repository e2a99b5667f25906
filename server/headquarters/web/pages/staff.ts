import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const staff: OfficePage = {
  id: 'staff',
  name: 'masters:staff',
  icon: 'people',
  group: 'masterData',
  Content: lazy(() => import('../masters/staff.tsx').then((file) => ({ default: file.StaffPage }))),
};
