/** A connection to PostgreSQL as Kysely uses it: statements stay prepared, and what nobody waits for goes out with what comes next. */
import type { PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import { bundleOf, isKept, isPlannedAnew, isUnread } from './pipeline.ts';

/** Names of prepared statements, the same at all connections of a pool. */
export type StatementNames = {
  /** The statement's name; undefined for one that is not kept. */
  readonly of: (text: string, parameters: number) => string | undefined;
  /** The tables have changed under the statements (a newer version migrates): all are prepared anew. */
  readonly renew: () => void;
};

/** Statements kept at each connection: those of the services, not those whose length depends on what they are given. */
const mostStatements = 400;
const mostParameters = 30;

export function makeStatementNames(): StatementNames {
  const names = new Map<string, string>();
  let generation = 0;
  return {
    of: (text, parameters) => {
      const known = names.get(text);
      if (known !== undefined || parameters > mostParameters || names.size >= mostStatements)
        return known;
      const name = `s${generation}_${names.size}`;
      names.set(text, name);
      return name;
    },
    renew: () => {
      generation += 1;
      names.clear();
    },
  };
}

type Answer = PostgresQueryResult<unknown>;
const nothing: Answer = { command: 'SELECT', rowCount: 0, rows: [] };

/*
 * Promise.allSettled marks a failure as heard: it is thrown where the next statement, or the commit, is waited for.
 */

/** The code with which PostgreSQL refuses a prepared statement whose tables have changed. */
const changedTables = '0A000';
const isChanged = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === changedTables;

/** Wraps a connection that the pool lent. */
export function pipelinedClient(client: PoolClient, names: StatementNames): PostgresPoolClient {
  const unanswered: Promise<unknown>[] = [];
  let corked = false;
  /** What is sent in the same turn of the loop leaves in one piece. */
  const cork = (): void => {
    if (corked) return;
    corked = true;
    const { stream } = client.connection;
    stream.cork();
    process.nextTick(() => {
      corked = false;
      stream.uncork();
    });
  };
  const send = async (text: string, values: readonly unknown[]): Promise<Answer> => {
    const counted = isKept(values) ? 0 : values.length;
    const name = isPlannedAnew(values) ? undefined : names.of(text, counted);
    const query = { text, values: [...values], ...(name === undefined ? {} : { name }) };
    const { command, rowCount, rows } = await client.query(query);
    return { command, rowCount: rowCount ?? 0, rows } as Answer;
  };
  /** The failure of what was sent before is the cause of those after it. */
  const answer = async (sent: Promise<Answer>): Promise<Answer> => {
    const before = unanswered.splice(0);
    void Promise.allSettled([sent]);
    try {
      for (const one of before) await one;
      return await sent;
    } catch (error) {
      await Promise.allSettled([...before, sent]);
      if (isChanged(error)) names.renew();
      throw error;
    }
  };
  const unheard = (sent: Promise<unknown>): Answer => {
    void Promise.allSettled([sent]);
    unanswered.push(sent);
    return nothing;
  };
  const bundled = async (queries: ReturnType<typeof bundleOf>): Promise<Answer> => {
    const sent = (queries ?? []).map((query) => send(query.sql, query.parameters));
    void Promise.allSettled(sent);
    const all = Promise.all(sent).then((answers): Answer => ({
      ...nothing,
      rows: answers.map(({ rows }) => rows),
    }));
    return answer(all);
  };
  let inTransaction = false;
  const query = async (text: string, values: readonly unknown[]): Promise<Answer> => {
    cork();
    if (text === 'begin') {
      inTransaction = true;
      // The first statement hears whether it could begin.
      return unheard(client.query('begin'));
    }
    if (text === 'commit' || text === 'rollback') {
      inTransaction = false;
      const before = text === 'rollback' ? unanswered.splice(0) : [];
      const ended = client.query(text).then(({ command }): Answer => {
        if (text === 'commit' && command !== 'COMMIT')
          throw new Error('the transaction had failed and could not be committed');
        return { ...nothing, command: 'COMMIT', rows: [] };
      });
      await Promise.allSettled(before);
      return answer(ended);
    }
    const bundle = bundleOf(values);
    const go = (): Promise<Answer> =>
      bundle === undefined ? answer(send(text, values)) : bundled(bundle);
    if (isUnread(values) && inTransaction) return unheard(send(text, values));
    try {
      return await go();
    } catch (error) {
      // Inside a transaction it is begun again as a whole.
      if (isChanged(error) && !inTransaction) return go();
      throw error;
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy ?? false),
  };
}
