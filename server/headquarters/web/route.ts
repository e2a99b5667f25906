/** Which page of the office the address names, after its #. */
import { useSyncExternalStore } from 'react';

export const pages = ['giftCards', 'creditMemos', 'parameters'] as const;
export type OfficePage = (typeof pages)[number];

function watch(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

const named = (): OfficePage => pages.find((page) => location.hash === `#${page}`) ?? 'parameters';

export const useOfficePage = (): OfficePage => useSyncExternalStore(watch, named);
