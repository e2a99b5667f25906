/** Head office saves and applies other parameters; registers are fed them. */
import { applyFeed } from '../../main/database/feed.ts';
import { wanted } from '../../main/database/locks.ts';
import { applyParameters, parameterState } from '../../server/headquarters/parameters.ts';
import { minor } from '../../shared/money.ts';
import type { CompletionRule } from '../../shared/parameters.ts';
import { count } from './coverage.ts';
import { cutOf, isCut } from './line.ts';
import { atRegister } from './process.ts';
import type { Till, World } from './world.ts';

const open: CompletionRule = {
  completeOffline: true,
  mostPerSale: null,
  mostHours: null,
  mostPending: null,
};
const rules: readonly (readonly [CompletionRule, CompletionRule])[] = [
  [open, open],
  [{ ...open, completeOffline: false }, open],
  [open, { ...open, completeOffline: false }],
  [
    { ...open, mostPerSale: minor(900) },
    { ...open, mostPerSale: minor(1500) },
  ],
];

/** Head office saves and applies other parameters. */
export async function changeParameters(world: World, pick: number): Promise<string> {
  const { running } = world.office;
  const { saved } = await parameterState(running.db.query);
  const [giftCard, creditMemo] = rules[pick % rules.length] ?? [open, open];
  const { offlineProfile } = saved;
  const change = { base: saved.version, posting: { giftCard, creditMemo }, offlineProfile };
  const applied = await applyParameters(running, change, 'head office');
  if (!applied.ok) return applied.fault.code;
  world.parameters = applied.value;
  world.versions.set(applied.value.version, applied.value);
  return `version ${applied.value.version}`;
}

/** The newest parameters reach the register. */
export async function feed(world: World, till: Till): Promise<string> {
  if (isCut(cutOf(world, till.register))) return 'no line';
  const { db } = till.machine;
  world.counter += 1;
  const body = world.parameters;
  const row = { id: 'parameters', deleted: false, body };
  const page = {
    job: '1110' as const,
    version: 1000 + world.counter,
    full: true,
    rows: [row],
    next: null,
  };
  const isHolding = wanted(db).some((want) => want.state === 'held');
  const applied = await atRegister(world, till, async () => applyFeed(db, page));
  if (applied?.ok && isHolding)
    count(world.coverage, 'the parameters changed while a lock was held');
  return applied === null ? 'killed' : applied.ok ? `version ${body.version}` : applied.fault.code;
}
