/** The bridge as hooks: the newest view, commands that answer, and queries. The window holds no truth of its own. */
import { createContext, use, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Command } from '../shared/bridge/command.ts';
import type { Bridge } from '../shared/bridge/contract.ts';
import type { Answers, Query, QueryName } from '../shared/bridge/query.ts';
import type { View } from '../shared/bridge/view.ts';
import { assert, type Fault, type Result } from '../shared/fault.ts';
import { useOverride } from './override.tsx';
import { sharing } from './sharing.ts';

type Ask = <Q extends QueryName>(
  query: Extract<Query, { query: Q }>,
) => Promise<Result<Answers[Q]>>;

export type Register = {
  readonly view: () => View | null;
  readonly watch: (seen: () => void) => () => void;
  readonly command: (command: Command) => Promise<Result<void>>;
  readonly query: Ask;
};

/** Keeps the newest view of the bridge; an older picture that arrives late is dropped. What is the same in two pictures stays the same object. */
export function openRegister(bridge: Bridge): Register {
  let newest: View | null = null;
  const watchers = new Set<() => void>();
  const see = (view: View) => {
    if (newest !== null && view.revision < newest.revision) return;
    newest = sharing(newest, view);
    for (const seen of watchers) seen();
  };
  bridge.watch(see);
  const first = async () => {
    const answer = await bridge.query({ query: 'view' });
    if (answer.ok) see(answer.value);
  };
  void first();
  return {
    view: () => newest,
    watch: (seen) => {
      watchers.add(seen);
      return () => watchers.delete(seen);
    },
    command: bridge.command,
    query: bridge.query,
  };
}

export const RegisterContext = createContext<Register | null>(null);

export function useRegister(): Register {
  const register = use(RegisterContext);
  assert(register !== null, 'the window stands in a RegisterContext');
  return register;
}

/** Whether there is a first view yet. */
export function useHasView(): boolean {
  const register = useRegister();
  const look = (): boolean => register.view() !== null;
  return useSyncExternalStore(register.watch, look, look);
}

const viewOf = (register: Register): View => {
  const view = register.view();
  assert(view !== null, 'a screen is drawn from a view');
  return view;
};

/** Always the same object while none of these parts has changed. */
function lookAt<P extends keyof View>(
  register: Register,
  parts: readonly P[],
): () => Pick<View, P> {
  let seen: View | null = null;
  return () => {
    const view = viewOf(register);
    const before = seen;
    if (before !== null && parts.every((part) => before[part] === view[part])) return before;
    seen = view;
    return view;
  };
}

/** These parts of the view, inside the screens, which are drawn only when there is one. Whoever asks for them is drawn again only when one of them has changed. */
export function useView<P extends keyof View>(...parts: readonly P[]): Pick<View, P> {
  const register = useRegister();
  const [look] = useState(() => lookAt(register, parts));
  return useSyncExternalStore(register.watch, look, look);
}

/** One plain fact of the view. */
export function useViewPart<T extends string | number | boolean>(part: (view: View) => T): T {
  const register = useRegister();
  const look = (): T => part(viewOf(register));
  return useSyncExternalStore(register.watch, look, look);
}

/** The fault of the last act, shown until the next one. */
export type FaultNotice = {
  readonly fault: Fault | null;
  readonly raise: (fault: Fault) => void;
  readonly clear: () => void;
};
export const FaultContext = createContext<FaultNotice | null>(null);

export function useFaultNotice(): FaultNotice {
  const notice = use(FaultContext);
  assert(notice !== null, 'the screens stand in a FaultContext');
  return notice;
}

export type Acts = {
  /** Does it; a fault goes to the notice of the pane. What another person must approve is approved first, then done. */
  readonly send: (command: Command) => void;
  /** Does it and answers, for a panel that tells the fault beside its own field. */
  readonly attempt: (command: Command) => Promise<Result<void>>;
};

export function useActs(): Acts {
  const register = useRegister();
  const { raise, clear } = useFaultNotice();
  const { ask } = useOverride();
  const attempt = useCallback(
    async (command: Command) => {
      clear();
      const result = await register.command(command);
      if (result.ok || result.fault.code !== 'permission.override') return result;
      return (await ask(result.fault)) ? register.command(command) : result;
    },
    [register, clear, ask],
  );
  const send = useCallback(
    (command: Command) => {
      const act = async () => {
        const result = await attempt(command);
        if (!result.ok) raise(result.fault);
      };
      void act();
    },
    [attempt, raise],
  );
  return { send, attempt };
}

type Answered<Q extends QueryName> = { readonly to: object; readonly result: Result<Answers[Q]> };

function useAnswered<Q extends QueryName>(
  query: Extract<Query, { query: Q }> | null,
  again: unknown,
): Answered<Q> | undefined {
  const register = useRegister();
  const [answered, setAnswered] = useState<Answered<Q>>();
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      if (query === null) return;
      const result = await register.query<Q>(query);
      if (wanted) setAnswered({ to: query, result });
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, [register, query, again]);
  return answered;
}

/**
 * The newest answer of a query that is asked when it or `again` changes; undefined until the first one. The query must keep its
 * identity (memoised) while it means the same.
 */
export const useAnswer = <Q extends QueryName>(
  query: Extract<Query, { query: Q }>,
  again: unknown,
): Result<Answers[Q]> | undefined => useAnswered<Q>(query, again)?.result;

/** The answer to exactly this query, undefined while it is being asked; `null` asks nothing. */
export function useAnswerTo<Q extends QueryName>(
  query: Extract<Query, { query: Q }> | null,
): Result<Answers[Q]> | undefined {
  const answered = useAnswered<Q>(query, null);
  return answered?.to === query ? answered?.result : undefined;
}
