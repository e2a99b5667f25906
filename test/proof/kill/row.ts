/** Row "kill": register processes are killed (SIGKILL) at each durable step and at random, and started again on the same files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { seededChance, type SeededChance } from '../../../tools/replay/chance.ts';
import { account, settleDown } from '../account.ts';
import { openProxy, type Proxy } from '../proxy.ts';
import type { Finding, Ground, Row } from '../row.ts';
import { openShop, type Shop } from '../shop.ts';
import type { Life } from './life.ts';
import { innerSteps, outerSteps, type Death } from './steps.ts';

const registers = 2;
/** A life whose step does not come is killed after so long: at random. */
const longestLifeMs = 8_000;
/** The last life of a register only closes its day. */
const lastLifeMs = 300_000;
const steps = [...innerSteps, ...outerSteps, 'time'] as const;

/** The death of the n-th life: every step in turn, at a later and later time that it comes. */
function deathOf(n: number, chance: SeededChance): Death {
  const inner = innerSteps[n % steps.length];
  if (inner !== undefined) return { at: 'inner', step: inner, times: 1 + chance.below(5) };
  const outer = outerSteps[(n % steps.length) - innerSteps.length];
  if (outer !== undefined) return { at: 'outer', step: outer, times: 1 + chance.below(3) };
  return { at: 'time', ms: chance.below(600) };
}

type Machine = {
  readonly code: string;
  readonly folder: string;
  readonly proxy: Proxy;
  /** Hears what the proxy sees. */
  heard: (step: string) => void;
};
/** How a life ended: killed at the step that it was to die at, killed at another moment, or not killed. */
type End = { readonly told: readonly string[]; readonly died: 'atStep' | 'atRandom' | 'itself' };

async function live(machine: Machine, life: Life, program: string): Promise<End> {
  const child = spawn(process.execPath, [program, JSON.stringify(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(machine.folder, '..', 'compiled') },
  });
  const { death } = life;
  let sent: 'atStep' | 'atRandom' | null = null;
  let times = 0;
  const kill = (how: 'atStep' | 'atRandom'): void => {
    sent ??= how;
    child.kill('SIGKILL');
  };
  machine.heard = (step) => {
    if (death.at !== 'outer' || death.step !== step) return;
    times += 1;
    if (times === death.times) kill('atStep');
  };
  const told: string[] = [];
  const patience = setTimeout(
    () => kill('atRandom'),
    death.at === 'never' ? lastLifeMs : longestLifeMs,
  );
  let clock: NodeJS.Timeout | undefined;
  createInterface(child.stdout).on('line', (line) => {
    if (line !== 'open') told.push(line);
    else if (death.at === 'time') clock = setTimeout(() => kill('atRandom'), death.ms);
  });
  const [code, signal] = await once(child, 'close');
  clearTimeout(patience);
  clearTimeout(clock);
  machine.heard = () => undefined;
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`a register ended with ${String(code)}`);
  if (signal !== 'SIGKILL') return { told, died: 'itself' };
  // A register that nobody killed from outside has killed itself at its inner step.
  return { told, died: sent ?? 'atStep' };
}

async function setUp(folder: string, shop: Shop): Promise<Machine[]> {
  const machines: Machine[] = [];
  for (const [register, code] of shop.codes) {
    const proxy = await openProxy(shop.servers.channel.url, {
      decide: () => ({ fate: 'passed' }),
      at: (path, moment) => machine.heard(`${path.split('/').at(-1) ?? ''}.${moment}`),
    });
    const machine: Machine = {
      code,
      folder: join(folder, register),
      proxy,
      heard: () => undefined,
    };
    machines.push(machine);
  }
  return machines;
}

async function run({ folder, seed, count, tell }: Ground): Promise<Finding> {
  const shop = await openShop(join(folder, 'servers'), { registers, cards: registers * 6 });
  const machines = await setUp(folder, shop);
  const program = fileURLToPath(new URL('./life.ts', import.meta.url));
  const acknowledged: string[] = [];
  const kills = { atStep: 0, atRandom: 0 };
  let lives = 0;
  const work = async (machine: Machine): Promise<void> => {
    const { folder: own, code, proxy } = machine;
    const same = { folder: own, channel: proxy.url, code, cards: shop.cards };
    let first = true;
    while (lives < count) {
      const n = lives;
      lives += 1;
      const death = deathOf(n, seededChance(seed * 100_000 + n));
      const end = await live(machine, { ...same, seed: seed + n, first, death }, program);
      first = false;
      acknowledged.push(...end.told);
      if (end.died === 'itself') throw new Error('a register ended before it was killed');
      kills[end.died] += 1;
      const killed = kills.atStep + kills.atRandom;
      if (killed % 50 === 0) tell(`${killed} kills, ${acknowledged.length} sales told`);
    }
    const last = { ...same, seed, first, death: { at: 'never' } as const };
    const { died } = await live(machine, last, program);
    if (died !== 'itself') throw new Error('a register could not close its day');
  };
  await Promise.all(machines.map(work));
  await settleDown(shop.servers.headquarters.act());
  const folders = machines.map((machine) => machine.folder);
  const finding = await account({ shop, folders, acknowledged });
  for (const { proxy } of machines) await proxy.close();
  await shop.servers.stop();
  return {
    ...finding,
    seen: {
      'processes killed': kills.atStep + kills.atRandom,
      'killed at a step': kills.atStep,
      'killed at random': kills.atRandom,
      ...finding.seen,
      'sales told': acknowledged.length,
    },
  };
}

export const killRow: Row = {
  name: 'kill',
  title: 'Process kill',
  method:
    'Register processes on their SQLite files, with real channel and head office beside them, are killed by SIGKILL before and after each commit, witness write and sync, ask, grant, HOLD, push and answer, and at random moments; each next process goes on with the same files.',
  unit: 'kills',
  small: 15,
  full: 1000,
  run,
};
