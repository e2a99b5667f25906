/**
 * Messages that are taken together: what arrives while others are being worked on waits for them, and then goes in one piece of work with
 * all that waits (docs/decisions/0016-taken-together.md). Alone, a message waits for nobody.
 */

export type Gathering<In, Out> = {
  /** Answers what the work made of it. */
  readonly take: (one: In) => Promise<Out>;
};
export type Gathered<In, Out> = {
  /** Pieces of work that are under way at once. */
  readonly atOnce: number;
  /** At most so much in one piece, but always one message. */
  readonly most: number;
  /** How much a message is; one unless told. */
  readonly sizeOf?: (one: In) => number;
  /** No two with the same mark go in one piece. */
  readonly markOf: (one: In) => string;
  /** Answers each, in their order, perhaps later; or throws, and then each is taken by itself. */
  readonly work: (many: readonly In[]) => Promise<readonly (Out | Promise<Out>)[]>;
  /** A failure of the whole, which would only repeat itself for each. */
  readonly isCommon: (error: unknown) => boolean;
};

type Waiting<In, Out> = {
  readonly one: In;
  readonly answer: (out: Out | Promise<Out>) => void;
  readonly fail: (error: unknown) => void;
};

export function gather<In, Out>(gathered: Gathered<In, Out>): Gathering<In, Out> {
  const { atOnce, most, sizeOf = () => 1, markOf, work, isCommon } = gathered;
  let line: Waiting<In, Out>[] = [];
  let working = 0;
  let isWoken = false;

  const next = (): Waiting<In, Out>[] => {
    const chosen = new Map<string, Waiting<In, Out>>();
    const rest: Waiting<In, Out>[] = [];
    let size = 0;
    for (const waiting of line) {
      const mark = markOf(waiting.one);
      const larger = size + sizeOf(waiting.one);
      if ((size === 0 || larger <= most) && !chosen.has(mark)) {
        chosen.set(mark, waiting);
        size = larger;
      } else rest.push(waiting);
    }
    line = rest;
    return [...chosen.values()];
  };
  const each = async (many: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const outs = await work(many.map(({ one }) => one));
      for (const [index, waiting] of many.entries()) {
        const out = outs[index];
        if (out === undefined) throw new Error('a message was not answered');
        waiting.answer(out);
      }
    } catch (error) {
      if (many.length === 1 || isCommon(error)) for (const waiting of many) waiting.fail(error);
      else for (const waiting of many) await each([waiting]);
    }
  };
  const start = async (): Promise<void> => {
    working += 1;
    await each(next());
    working -= 1;
    wake();
  };
  /** What the loop's turn brings goes together. */
  const wake = (): void => {
    if (isWoken || line.length === 0 || working >= atOnce) return;
    isWoken = true;
    setImmediate(() => {
      isWoken = false;
      while (line.length > 0 && working < atOnce) void start();
    });
  };
  return {
    take: (one) =>
      new Promise((answer, fail) => {
        line.push({ one, answer, fail });
        wake();
      }),
  };
}

/** One gathering for each owner, made when it is first asked for. */
export function gatheringOf<Owner extends object, In, Out>(
  gathered: (owner: Owner) => Gathered<In, Out>,
): (owner: Owner) => Gathering<In, Out> {
  const made = new WeakMap<Owner, Gathering<In, Out>>();
  return (owner) => {
    const gathering = made.get(owner) ?? gather(gathered(owner));
    made.set(owner, gathering);
    return gathering;
  };
}
