/** Tells that something in the database changed: many changes of one turn are told once. */
export type Changed = {
  readonly tell: () => void;
  /** Calls back after each change; the function that it returns ends the watching. */
  readonly watch: (seen: () => void) => () => void;
  /** Nobody is told any more: the database is closed. */
  readonly end: () => void;
};

export function makeChanged(): Changed {
  const watchers = new Set<() => void>();
  let due = false;
  const deliver = (): void => {
    due = false;
    for (const seen of [...watchers]) seen();
  };
  return {
    tell: () => {
      if (due) return;
      due = true;
      queueMicrotask(deliver);
    },
    watch: (seen) => {
      // Wrapped, so that one function watching twice can stop watching once.
      const watcher = (): void => seen();
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    end: () => watchers.clear(),
  };
}
