/** A list that comes page by page: the first page is kept fresh by itself, more of it is asked for by hand. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ok, type Fault, type Result } from '../../../../shared/fault.ts';

/** What headquarters answers for a page; `next` is where the following page begins, null after the last. */
export type KeysetPage<Row> = { readonly rows: readonly Row[]; readonly next: string | null };
type Question<Row> = (after: string | null) => Promise<Result<KeysetPage<Row>>>;

export type Paged<Row> = {
  /** null until the first answer. */
  readonly rows: readonly Row[] | null;
  readonly fault: Fault | null;
  /** Appends the next page; null when there is none. */
  readonly more: (() => Promise<void>) | null;
  /** Asks again for everything that is shown. */
  readonly refresh: () => Promise<void>;
};

/** As many pages as are shown, from the first one on. */
async function pagesOf<Row>(
  question: Question<Row>,
  count: number,
): Promise<Result<KeysetPage<Row>>> {
  const rows: Row[] = [];
  let next: string | null = null;
  for (let page = 0; page < count; page += 1) {
    const answer: Result<KeysetPage<Row>> = await question(next);
    if (!answer.ok) return answer;
    rows.push(...answer.value.rows);
    next = answer.value.next;
    if (next === null) break;
  }
  return ok({ rows, next });
}

/**
 * `question` is asked for the first page with null; when it changes, because something else is searched, the list begins anew. `pause` in
 * milliseconds between answer and next question. While more than one page is shown nothing moves by itself, so that rows which somebody
 * reads stay where they are.
 */
export function usePaged<Row>(question: Question<Row>, pause: number, active: boolean): Paged<Row> {
  const [shown, setShown] = useState<KeysetPage<Row> | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const count = useRef(1);
  const turn = useRef(0);

  const load = useCallback(async (ask: () => Promise<Result<KeysetPage<Row>>>, pages: number) => {
    turn.current += 1;
    const mine = turn.current;
    const answer = await ask();
    // An older question that is answered late must not undo a newer answer.
    if (mine !== turn.current) return;
    setFault(answer.ok ? null : answer.fault);
    if (!answer.ok) return;
    count.current = pages;
    setShown(answer.value);
  }, []);
  const refresh = useCallback(
    () => load(() => pagesOf(question, count.current), count.current),
    [load, question],
  );

  useEffect(() => {
    if (!active) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const first = () => load(() => question(null), 1);
    const later = async (): Promise<void> => {
      if (document.visibilityState === 'visible' && count.current === 1) await first();
      if (!ended) timer = setTimeout(() => void later(), pause);
    };
    const begin = async (): Promise<void> => {
      await first();
      if (!ended) timer = setTimeout(() => void later(), pause);
    };
    void begin();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [load, question, pause, active]);

  const next = shown?.next ?? null;
  const append = async (): Promise<void> => {
    const before = shown?.rows ?? [];
    const ask = async (): Promise<Result<KeysetPage<Row>>> => {
      const answer = await question(next);
      if (!answer.ok) return answer;
      return ok({ rows: [...before, ...answer.value.rows], next: answer.value.next });
    };
    await load(ask, count.current + 1);
  };
  return { rows: shown?.rows ?? null, fault, more: next === null ? null : append, refresh };
}
