/**
 * What a sale costs beside the bytes it must write: the register's own command, and the same rows in one bare transaction with the same
 * witness line appended and fsynced, in turns, in one process on one disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerNewest, makeGiftTill, tenderGiftSale } from '../make/giftsale.ts';
import type { Bench } from '../make/register.ts';
import { openBare, type Bare } from './bare.ts';
import { quantile, type Row } from './row.ts';

const warmUp = 100;
const sales = Number(process.env['HOLDFAST_BENCH_SALES'] ?? 1_000);

/** Milliseconds: until the witness line is durable, the whole command with its papers, and the bare rows with a bare line. */
type Times = { readonly durable: number[]; readonly command: number[]; readonly bare: number[] };

/** Tells when the witness line was durable. */
export function watchWitness(bench: Bench): () => number {
  const { witness } = bench.ports;
  const append = witness.append.bind(witness);
  let at = 0;
  Object.assign(witness, {
    append: (...told: Parameters<typeof append>) => {
      const done = append(...told);
      at = performance.now();
      return done;
    },
  });
  return () => at;
}

type Subject = { readonly bench: Bench; readonly bare: Bare; readonly durableAt: () => number };

async function sell(
  { bench, bare, durableAt }: Subject,
  sale: number,
  times: Times,
): Promise<void> {
  await tenderGiftSale(bench, sale);
  bare.before();
  const ours = async (): Promise<void> => {
    const start = performance.now();
    await bench.act({ command: 'complete' });
    times.command.push(performance.now() - start);
    times.durable.push(durableAt() - start);
  };
  await ours();
  times.bare.push(bare.write());
  answerNewest(bench);
  bare.answered();
}

export const commitRow: Row = {
  name: 'commit',
  title: 'Commit of an eight-line sale with a gift card, and its witness line, median',
  command: 'npm run bench -- commit',
  against: 'the same rows in one bare transaction and one bare fsynced append',
  limit: { atMost: 1.25 },
  run: async (tell) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
    const bench = await makeGiftTill({ folder: mkdtempSync(join(folder, 'register-')) });
    const subject = { bench, bare: openBare(bench, folder), durableAt: watchWitness(bench) };
    const times: Times = { durable: [], command: [], bare: [] };
    const none: Times = { durable: [], command: [], bare: [] };
    for (let sale = 1; sale <= warmUp + sales; sale += 1) {
      await sell(subject, sale, sale <= warmUp ? none : times);
      if (sale % 250 === 0) tell(`${sale} of ${warmUp + sales} sales`);
    }
    subject.bare.close();
    bench.close();
    rmSync(folder, { recursive: true, force: true });
    const at = (values: readonly number[], part: number): string =>
      quantile(values, part).toFixed(2);
    const { durable, command, bare } = times;
    return {
      measured: quantile(durable, 0.5),
      bound: quantile(bare, 0.5),
      unit: 'ms',
      notes: [
        `p99 ${(quantile(durable, 0.99) / quantile(bare, 0.99)).toFixed(2)} x, at most 1.5 (${at(durable, 0.99)} against ${at(bare, 0.99)} ms)`,
        `the whole command with its papers: median ${at(command, 0.5)} ms, p99 ${at(command, 0.99)} ms`,
        `${sales} sales each`,
      ],
    };
  },
};
