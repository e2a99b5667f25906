/** What encryption costs a sale: a plain and an encrypted register sell the same in turns, in one process on one disk. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hundred, soap } from '../make/product.ts';
import { makeSelling, type Bench } from '../make/register.ts';
import { quantile, type Row } from './row.ts';

const warmUp = 50;
const sales = 1_000;

/** Milliseconds: the last command of a cash sale as the cashier waits for it, and the transactions in it. */
type Times = { readonly command: number[]; readonly commit: number[] };
const noTimes = (): Times => ({ command: [], commit: [] });

/** Answers how long commits have taken since it was last asked. */
function watchCommits(bench: Bench): () => number {
  const { sql } = bench.db;
  const exec = sql.exec.bind(sql);
  let began = 0;
  let spent = 0;
  sql.exec = (text: string) => {
    if (text.startsWith('BEGIN')) began = performance.now();
    const done = exec(text);
    if (text === 'COMMIT') spent += performance.now() - began;
    return done;
  };
  return () => {
    const value = spent;
    spent = 0;
    return value;
  };
}

type Subject = { readonly bench: Bench; readonly spent: () => number };

async function openSubject(folder: string, key?: Uint8Array): Promise<Subject> {
  const bench = await makeSelling({
    folder: mkdtempSync(join(folder, 'register-')),
    ...(key === undefined ? {} : { key: () => ({ ok: true, value: key }) }),
  });
  return { bench, spent: watchCommits(bench) };
}

async function sell({ bench, spent }: Subject, times: Times): Promise<void> {
  await bench.act({ command: 'newSale' });
  await bench.act({ command: 'scan', code: soap.id });
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'openPayment' });
  const amount = bench.cart().totals.due;
  spent();
  const start = performance.now();
  await bench.act({ command: 'payCash', amount });
  times.command.push(performance.now() - start);
  times.commit.push(spent());
}

async function sellInTurns(
  pairs: readonly (readonly [Subject, Times])[],
  count: number,
): Promise<void> {
  for (let sale = 0; sale < count; sale += 1)
    for (const [subject, times] of sale % 2 === 0 ? pairs : pairs.toReversed())
      await sell(subject, times);
}

export const encryptionRow: Row = {
  name: 'encryption',
  title: 'Commit of a two-line cash sale on an encrypted database, median',
  command: 'npm run bench -- encryption',
  against: 'the same on a plain one',
  limit: { atMost: 1.4 },
  run: async (tell) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
    const plain = await openSubject(folder);
    const encrypted = await openSubject(folder, new Uint8Array(randomBytes(32)));
    await sellInTurns(
      [plain, encrypted].map((subject) => [subject, noTimes()]),
      warmUp,
    );
    const times = { plain: noTimes(), encrypted: noTimes() };
    for (let done = 0; done < sales; done += sales / 4) {
      tell(`${done} of ${sales} sales each`);
      await sellInTurns(
        [
          [plain, times.plain],
          [encrypted, times.encrypted],
        ],
        sales / 4,
      );
    }
    for (const { bench } of [plain, encrypted]) bench.close();
    rmSync(folder, { recursive: true, force: true });
    const ratio = (what: keyof Times, part: number): string =>
      (quantile(times.encrypted[what], part) / quantile(times.plain[what], part)).toFixed(2);
    return {
      measured: quantile(times.encrypted.commit, 0.5),
      bound: quantile(times.plain.commit, 0.5),
      unit: 'ms',
      notes: [
        `p99 ${ratio('commit', 0.99)} x`,
        `the cashier's command with its witness line: median ${ratio('command', 0.5)} x, p99 ${ratio('command', 0.99)} x`,
        `${sales} sales each`,
      ],
    };
  },
};
