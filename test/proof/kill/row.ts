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
type End = { readonly told: readonly string[]; readonly died: 'step' | 'patience' | 'itself' };

async function live(machine: Machine, life: Life, program: string): Promise<End> {
  const child = spawn(process.execPath, [program, JSON.stringify(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(machine.folder, '..', 'compiled') },
  });
  const { death } = life;
  let died: End['died'] = 'itself';
  let times = 0;
  const kill = (how: End['died']): void => {
    died = how;
    child.kill('SIGKILL');
  };
  machine.heard = (step) => {
    if (death.at !== 'outer' || death.step !== step) return;
    times += 1;
    if (times === death.times) kill('step');
  };
  const told: string[] = [];
  const patience = setTimeout(
    () => kill('patience'),
    death.at === 'never' ? 60_000 : longestLifeMs,
  );
  let clock: NodeJS.Timeout | undefined;
  createInterface(child.stdout).on('line', (line) => {
    if (line !== 'open') told.push(line);
    else if (death.at === 'time') clock = setTimeout(() => kill('step'), death.ms);
  });
  const [code, signal] = await once(child, 'close');
  clearTimeout(patience);
  clearTimeout(clock);
  machine.heard = () => undefined;
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`a register ended with ${String(code)}`);
  return { told, died: death.at === 'inner' && died === 'itself' ? 'step' : died };
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
  const seen = { 'kills at a step': 0, 'kills at random': 0 };
  let lives = 0;
  let kills = 0;
  const work = async (machine: Machine): Promise<void> => {
    const { folder: own, code, proxy } = machine;
    const same = { folder: own, channel: proxy.url, code, cards: shop.cards };
    let first = true;
    while (kills < count) {
      kills += 1;
      const n = lives;
      lives += 1;
      const death = deathOf(n, seededChance(seed * 100_000 + n));
      const end = await live(machine, { ...same, seed: seed + n, first, death }, program);
      first = false;
      acknowledged.push(...end.told);
      const isAtStep = death.at !== 'time' && end.died === 'step';
      seen[isAtStep ? 'kills at a step' : 'kills at random'] += 1;
      if (n % 50 === 49) tell(`${n + 1} kills, ${acknowledged.length} sales told`);
    }
    const last = { ...same, seed, first, death: { at: 'never' } as const };
    await live(machine, last, program);
  };
  await Promise.all(machines.map(work));
  await settleDown(shop.servers.headquarters.act());
  const folders = machines.map((machine) => machine.folder);
  const finding = await account({ shop, folders, acknowledged });
  for (const { proxy } of machines) await proxy.close();
  await shop.servers.stop();
  return { ...finding, seen: { ...seen, ...finding.seen, 'sales told': acknowledged.length } };
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
