/** How far the first page has been read. */

export type Reading = {
  /** A page is about to be read; its text names the files that it cannot be drawn without. */
  readonly begun: (path: string, html: string) => void;
  /** A file was read to its end, or is not there. */
  readonly ended: (path: string) => void;
  /** Resolves when the first page and all that it names have ended. */
  readonly whole: Promise<void>;
};

const named = /(?:src|href)="(\.[^"]+\.(?:js|css))"/g;

/**
 * Chromium asks for one file after the other: that none is being read says nothing, as the next may not be asked for yet. So the page itself
 * is asked which there are.
 */
export function watchReading(): Reading {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ended = new Set<string>();
  let wanted: readonly string[] | null = null;
  const look = (): void => {
    if (wanted?.every((path) => ended.has(path)) === true) resolve();
  };
  return {
    begun: (path, html) => {
      const names = [...html.matchAll(named)].map(([, name = '']) => name);
      wanted ??= [path, ...names.map((name) => new URL(name, `page:${path}`).pathname)];
    },
    ended: (path) => {
      ended.add(path);
      look();
    },
    whole: promise,
  };
}
