/** Starts registers as processes of their own, speaks with them, and kills them as a power cut does. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from '../../shared/bridge/command.ts';
import type { Query } from '../../shared/bridge/query.ts';
import type { View } from '../../shared/bridge/view.ts';
import type { Result } from '../../shared/fault.ts';

export type Asked = { readonly id: number } & (
  | { readonly command: Command }
  | { readonly query: Query }
  | { readonly view: true }
  | { readonly stop: true }
);
/** `sealed`: a text that the register gave to the key store. */
export type Told =
  | { readonly id: number; readonly result: Result<unknown> }
  | { readonly sealed: string };

export type Till = {
  readonly may: (command: Command) => Promise<Result<unknown>>;
  readonly must: (command: Command) => Promise<void>;
  readonly query: (query: Query) => Promise<Result<unknown>>;
  readonly view: () => Promise<View>;
  readonly until: (what: string, fits: (view: View) => boolean) => Promise<View>;
  /** Everything that was sealed so far. */
  readonly sealed: readonly string[];
  /** Everything that the process wrote to its standard outputs. */
  readonly said: () => string;
  /** SIGKILL: no farewell. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type TillOptions = {
  readonly folder: string;
  readonly channel: string;
  readonly activationCode: string;
  /** 32 bytes in hexadecimal: the key store's own secret. */
  readonly key: string;
  /** PEM file of IT's public recovery key. */
  readonly recoveryKey?: string;
  /** The account of the machine that starts it; only root may name one. */
  readonly account?: { readonly uid: number; readonly gid: number };
};

export const newKey = (): string => randomBytes(32).toString('hex');

const patienceMs = 30_000;

export function startTill(options: TillOptions): Till {
  const { folder, channel, activationCode, key, recoveryKey = '' } = options;
  const { account } = options;
  if (!account) mkdirSync(folder, { recursive: true });
  const program = fileURLToPath(new URL('./till.ts', import.meta.url));
  const child = fork(program, [folder, channel, activationCode, key, recoveryKey], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    ...account,
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const sealed: string[] = [];
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const ended = once(child, 'exit');
  const died = ended.then(() => {
    throw new Error(`the register ended: ${said.join('')}`);
  });
  // Whoever waits for an answer hears of it; with nobody waiting it is what was wanted.
  died.catch((error: unknown) => said.push(String(error).slice(0, 30)));
  child.on('message', (told: Told) => {
    if ('sealed' in told) sealed.push(told.sealed);
    else waiting.get(told.id)?.(told.result);
  });
  let asked = 0;
  const ask = async (
    what: { command: Command } | { query: Query } | { view: true },
  ): Promise<Result<unknown>> => {
    asked += 1;
    const id = asked;
    const answered = new Promise<Result<unknown>>((resolve) => waiting.set(id, resolve));
    child.send({ ...what, id });
    return Promise.race([answered, died]);
  };
  const view = async (): Promise<View> => {
    const result = await ask({ view: true });
    if (!result.ok) throw new Error(result.fault.code);
    return result.value as View;
  };
  return {
    may: (command) => ask({ command }),
    must: async (command) => {
      const result = await ask({ command });
      if (!result.ok) throw new Error(`${command.command} was refused: ${result.fault.code}`);
    },
    query: (query) => ask({ query }),
    view,
    until: async (what, fits) => {
      for (const end = Date.now() + patienceMs; Date.now() < end;) {
        const seen = await view();
        if (fits(seen)) return seen;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`waited in vain for ${what}: ${JSON.stringify(await view())}`);
    },
    sealed,
    said: () => said.join(''),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.send({ id: 0, stop: true });
      await ended;
    },
  };
}
