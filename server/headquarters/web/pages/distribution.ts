import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const distribution: OfficePage = {
  id: 'distribution',
  name: 'distribution:title',
  icon: 'distribution',
  group: 'stores',
  Content: lazy(() =>
    import('../distribution/distribution.tsx').then((file) => ({
      default: file.DistributionPage,
    })),
  ),
};
