/** What the address names after its #: a page of the office and, after a slash, something on it. */
import { useMemo, useSyncExternalStore } from 'react';
import { firstPage, officePages } from './pages/list.ts';
import type { OfficePage } from './pages/page.ts';

export type Route = { readonly page: OfficePage; readonly rest: string };

function watch(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function routeOf(hash: string): Route {
  const [id = '', ...rest] = hash.replace(/^#/, '').split('/');
  const page = officePages.find((one) => one.id === id) ?? firstPage;
  return { page, rest: decoded(rest.join('/')) };
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(watch, () => location.hash);
  return useMemo(() => routeOf(hash), [hash]);
}
