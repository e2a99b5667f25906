import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const products: OfficePage = {
  id: 'products',
  name: 'masters:products',
  icon: 'tag',
  group: 'masterData',
  Content: lazy(() =>
    import('../masters/products.tsx').then((file) => ({ default: file.ProductsPage })),
  ),
};
