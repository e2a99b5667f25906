import { lazy } from 'react';
import type { OfficePage } from './page.ts';

export const exceptions: OfficePage = {
  id: 'exceptions',
  name: 'exceptions:exceptions',
  icon: 'flag',
  group: 'instruments',
  waiting: ({ openExceptions, failedMails }) => openExceptions + failedMails,
  Content: lazy(() =>
    import('../exceptions/exceptions.tsx').then((file) => ({ default: file.ExceptionPage })),
  ),
};
