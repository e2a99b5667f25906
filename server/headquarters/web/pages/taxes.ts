import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const taxes: OfficePage = {
  id: 'taxes',
  name: 'masters:taxes',
  icon: 'percent',
  group: 'masterData',
  Content: lazy(() => import('../masters/taxes.tsx').then((file) => ({ default: file.TaxesPage }))),
};
