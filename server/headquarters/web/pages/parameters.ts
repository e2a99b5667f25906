import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const parameters: OfficePage = {
  id: 'parameters',
  name: 'office:parameters',
  icon: 'sliders',
  group: 'settings',
  Content: lazy(() =>
    import('../parameters/parameters.tsx').then((file) => ({ default: file.CommerceParameters })),
  ),
};
