import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const registers: OfficePage = {
  id: 'registers',
  name: 'registerList:title',
  icon: 'register',
  group: 'stores',
  waiting: (overview) => overview.registers.owing,
  Content: lazy(() =>
    import('../registers/registers.tsx').then((file) => ({ default: file.RegistersPage })),
  ),
};
