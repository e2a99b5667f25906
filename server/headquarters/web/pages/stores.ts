import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const stores: OfficePage = {
  id: 'stores',
  name: 'masters:stores',
  icon: 'shop',
  group: 'masterData',
  Content: lazy(() =>
    import('../masters/stores.tsx').then((file) => ({ default: file.StoresPage })),
  ),
};
