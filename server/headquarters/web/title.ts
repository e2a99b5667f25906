/** The name of the page in the browser's tab. */
import { useEffect } from 'react';

export function useTitle(title: string, shown = true): void {
  useEffect(() => {
    if (shown) document.title = `${title} · Holdfast`;
  }, [title, shown]);
}
