/**
 * From the start of the process to the painted line of the first scan, at a register that was left with an open sale and with sales that no
 * channel has; in turns with a main process that only opens an empty window.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runCommand } from '../../tools/command.ts';
import { fetchElectron } from '../../tools/setup/electron.ts';
import { emptyPage, registerPage, type Opened } from './coldstart/page.ts';
import { startOnce } from './coldstart/start.ts';
import { goodsOf } from './paint/goods.ts';
import { quantile, type Measured, type Row } from './row.ts';

const products = Number(process.env['HOLDFAST_BENCH_PRODUCTS'] ?? 1_000_000);
const starts = 7;
const startsAfterCut = 2;
/** What a register may take more than an empty window. */
const allowanceMs = 500;
const fillLimitMs = 3_600_000;
const empty = join(import.meta.dirname, 'coldstart/empty.ts');

/** What a start changes: small files, kept as they were laid out. */
const changing = ['register.db', 'witness.log'];

/** The folder of the register as it was laid out; that is done once and kept. */
async function filledFolder(tell: (line: string) => void): Promise<string> {
  const folder = join(root, 'test-results/bench', `coldstart-${products}`);
  if (existsSync(folder)) {
    for (const name of changing) {
      copyFileSync(join(folder, `${name}.first`), join(folder, name));
      for (const ending of ['-wal', '-shm']) rmSync(join(folder, name + ending), { force: true });
    }
    return folder;
  }
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  tell(`laying out a register with ${products} products`);
  const { program } = await fetchElectron();
  const fill = join(import.meta.dirname, 'coldstart/fill.ts');
  const filled = await runCommand(program, [fill, `--user-data-dir=${fresh}`], {
    env: { HOLDFAST_BENCH_PRODUCTS: String(products) },
    limitMs: fillLimitMs,
    live: true,
  });
  if (!filled.passed) throw new Error('the register could not be laid out');
  for (const name of changing) copyFileSync(join(fresh, name), join(fresh, `${name}.first`));
  renameSync(fresh, folder);
  return folder;
}

/** Milliseconds since the process was asked for. */
type Times = Opened;

async function startRegister(
  folder: string,
  scanned: number,
  ending: 'orderly' | 'powerCut',
): Promise<Times> {
  const script = registerPage(goodsOf(scanned).barcodes[0] ?? '');
  const { at, told } = await startOnce<Opened | string>({ target: root, folder, script, ending });
  if (typeof told === 'string') throw new Error(`the register did not open: ${told}`);
  const { page, first, people, sale, line } = told;
  return {
    page: page - at,
    first: first - at,
    people: people - at,
    sale: sale - at,
    line: line - at,
  };
}

async function startEmpty(folder: string): Promise<number> {
  const { at, told } = await startOnce<number>({
    ...{ target: empty, folder, script: emptyPage, ending: 'orderly' },
  });
  return told - at;
}

const median = (values: readonly number[]): number => quantile(values, 0.5);
const ms = (value: number): string => value.toFixed(0);

async function run(tell: (line: string) => void): Promise<Measured> {
  const folder = await filledFolder(tell);
  const bare = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const registers: Times[] = [];
  const windows: number[] = [];
  const cut: Times[] = [];
  // Another product each time, so that its line is a new one.
  let scanned = Math.floor(Math.random() * (products - starts - startsAfterCut - 2));
  const next = (): number => (scanned += 1);
  try {
    // The first of each brings program and files into the system's cache, where each start but the first finds them.
    await startEmpty(bare);
    await startRegister(folder, next(), 'orderly');
    for (let time = 0; time < starts; time += 1) {
      windows.push(await startEmpty(bare));
      const last = time === starts - 1;
      registers.push(await startRegister(folder, next(), last ? 'powerCut' : 'orderly'));
      tell(
        `register ${ms(registers.at(-1)?.line ?? 0)} ms, empty window ${ms(windows.at(-1) ?? 0)} ms`,
      );
    }
    for (let time = 0; time < startsAfterCut; time += 1) {
      const last = time === startsAfterCut - 1;
      cut.push(await startRegister(folder, next(), last ? 'orderly' : 'powerCut'));
    }
  } finally {
    rmSync(bare, { recursive: true, force: true });
  }
  const of = (step: keyof Times, times: readonly Times[] = registers): number =>
    median(times.map((one) => one[step]));
  const window = median(windows);
  return {
    measured: of('line'),
    bound: window + allowanceMs,
    unit: 'ms',
    notes: [
      `${ms(of('line') - window)} ms more than an empty window (${ms(window)}), at most ${allowanceMs}; medians of ${starts} in turns, ${products} products`,
      `page ${ms(of('page'))}, first frame ${ms(of('first'))}, people ${ms(of('people'))}, open sale after the PIN ${ms(of('sale'))}, line of the scan ${ms(of('line'))}`,
      `after a power cut ${ms(of('line', cut))}`,
    ],
  };
}

export const coldStartRow: Row = {
  name: 'coldstart',
  title:
    'Cold start to the painted line of the first scan, 1,000,000 products, an open sale, entries unsent, line dead',
  command: 'npm run bench -- coldstart',
  against: 'an empty window of the same shell and 500 ms',
  limit: { atMost: 1 },
  run,
};
