/** A training posts nothing: it runs on a database, a line and a head office of its own. */
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  practiceFile,
  startTraining,
  type Training,
} from '../../../../main/app/practice/training.ts';
import { pendingEntries } from '../../../../main/database/journal.ts';
import { signInFailures } from '../../../../main/database/people.ts';
import type { Command } from '../../../../shared/bridge/command.ts';
import type { View } from '../../../../shared/bridge/view.ts';
import type { DrillStep, PracticeCard } from '../../../../shared/training.ts';
import { minor } from '../../../../shared/money.ts';
import type { Paper } from '../../../../shared/receipt.ts';
import { instrumentNumber } from '../../../make/number.ts';
import { hundred, soap } from '../../../make/product.ts';
import { endBench, makeSelling, seal, unseal, type Bench } from '../../../make/register.ts';
import { ada, mei, pin } from '../../../make/staff.ts';

let bench: Bench;
let training: Training;
let printed: Paper[];
let ended: number;
beforeEach(async () => {
  bench = await makeSelling();
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'payCash', amount: minor(10_000) });
  printed = [];
  ended = 0;
  const { clock, folder, db, ports } = bench;
  const started = await startTraining(
    {
      ...{ clock, folder, seal, unseal, chance: ports.chance, version: '1.0.0', real: db },
      papers: (papers) => void printed.push(...papers),
      ended: () => (ended += 1),
    },
    mei.id,
  );
  if (!started.ok) throw new Error(started.fault.code);
  training = started.value;
});
afterEach(() => {
  training.stop();
  endBench(bench);
});

const act = async (command: Command): Promise<void> => {
  const result = await training.register.command(command);
  if (!result.ok) throw new Error(`${command.command}: ${result.fault.code}`);
};
const view = (): View => training.register.view();
const step = (): DrillStep | null | undefined => view().training?.drill;
const card = (kind: PracticeCard['kind']): PracticeCard => {
  const found = view().training?.cards.find((one) => one.kind === kind);
  if (found === undefined) throw new Error('no such practice card');
  return found;
};
/** The practice head office takes its time, by the real clock. */
const until = (what: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(what()).toBe(true), { timeout: 5000, interval: 50 });
const pay = async (kind: PracticeCard['kind']): Promise<void> => {
  const { number } = card(kind);
  await act({ command: 'payInstrument', kind, number, amount: null });
  await until(() => view().ask === null);
};

it('sells from the same shelf to nobody, on paper that says so', async () => {
  expect(view()).toMatchObject({ screen: 'sale', staff: { id: mei.id }, registerName: 'TR-02' });
  await act({ command: 'scan', code: soap.id });
  await act({ command: 'openPayment' });
  await act({ command: 'payCash', amount: minor(2000) });
  expect(view().receipt?.receipt).toBe('TR02-000001');
  expect(JSON.stringify(printed)).toContain('TRAINING / 培训');
  expect(JSON.stringify(view().receipt?.papers)).toContain('TRAINING / 培训');
  await act({ command: 'printAgain' });
  for (const paper of printed) {
    const marks = paper.parts.filter((part) => part.part === 'box' && /培训/.test(part.title));
    expect(marks).toHaveLength(2);
  }
  expect(bench.counts.drawer).toBe(1);
  await until(() => view().pending.count === 0);
  expect(pendingEntries(bench.db)).toMatchObject({ sales: 1, value: 10_000 });
  expect(bench.ports.witness.read()).toHaveLength(1);
});

it('locks, settles, issues and refuses practice cards', async () => {
  const { number, balance } = card('giftCard');
  await act({ command: 'scan', code: soap.id });
  await act({ command: 'openPayment' });
  await pay('giftCard');
  const paid = view().cart?.held[0]?.amount ?? 0;
  await act({ command: 'complete' });
  await until(() => view().pending.count === 0);
  expect(card('giftCard').balance).toBe(balance - paid);
  await act({ command: 'newSale' });
  const sell = { command: 'giftCard', number, amount: minor(1000) } as const;
  await act({ ...sell, purpose: 'issue' });
  await until(() => view().refusal !== null);
  expect(view().refusal?.fault.code).toBe('instrument.exists');
  await act({ ...sell, purpose: 'addValue' });
  await until(() => (view().cart?.lines.length ?? 0) === 1);
  expect(
    await training.register.query({ query: 'balance', kind: 'creditMemo', number }),
  ).toMatchObject({
    fault: { code: 'instrument.kind' },
  });
  const unknown = { query: 'balance', kind: 'giftCard', number: instrumentNumber(5) } as const;
  expect(await training.register.query(unknown)).toMatchObject({
    fault: { code: 'instrument.unknown' },
  });
});

it('walks through a card that is finished offline and one that must wait', async () => {
  await act({ command: 'drill', on: true });
  expect(step()).toBe('scan');
  await act({ command: 'scan', code: soap.id });
  expect(step()).toBe('pay');
  await act({ command: 'voidSale' });
  expect(step()).toBe('scan');
  await act({ command: 'scan', code: soap.id });
  await act({ command: 'openPayment' });
  expect(step()).toBe('card');
  await pay('giftCard');
  expect(step()).toBe('cut');
  await act({ command: 'practiceLine', up: false });
  expect(step()).toBe('warning');
  await act({ command: 'dismissWarning' });
  expect(step()).toBe('finish');
  await act({ command: 'complete' });
  expect(view().receipt?.completedOffline).toBe(true);
  expect(step()).toBe('mend');
  await act({ command: 'practiceLine', up: true });
  await until(() => step() === 'scanAgain');
  await act({ command: 'newSale' });
  await act({ command: 'scan', code: soap.id });
  expect(step()).toBe('memo');
  await act({ command: 'openPayment' });
  await pay('creditMemo');
  expect(step()).toBe('cutAgain');
  await act({ command: 'practiceLine', up: false });
  await act({ command: 'dismissWarning' });
  expect(step()).toBe('mendAgain');
  expect(await training.register.command({ command: 'complete' })).toMatchObject({
    fault: { code: 'completion.notAllowed' },
  });
  await act({ command: 'practiceLine', up: true });
  expect(step()).toBe('finishAgain');
  await act({ command: 'complete' });
  expect(step()).toBe('end');
  await act({ command: 'drill', on: false });
  expect(step()).toBeNull();
});

it('changes no PIN, gives no free guesses, and leaves nothing behind', async () => {
  expect(
    await training.register.command({ command: 'changePin', pin: '2468', newPin: '8061' }),
  ).toMatchObject({ fault: { code: 'training.on' } });
  for (let guess = 0; guess < 3; guess += 1)
    await training.register.command({ command: 'signIn', staff: ada.id, pin: '0000' });
  await act({ command: 'endTraining' });
  expect(ended).toBe(1);
  expect(existsSync(practiceFile(bench.folder))).toBe(true);
  training.stop();
  expect(readdirSync(bench.folder).filter((name) => name.startsWith('practice'))).toEqual([]);
  expect(signInFailures(bench.db, ada.id).count).toBe(3);
  training = { ...training, stop: () => undefined };
  expect(await bench.refused({ command: 'endTraining' })).toBe('training.none');
});

it('begins by a manager, or with one, and not in the middle of a sale', async () => {
  const start = { command: 'startTraining' } as const;
  expect(await bench.refused(start)).toBe('permission.override');
  await bench.act({ command: 'approve', staff: ada.id, pin, operation: 9002 });
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'approve', staff: ada.id, pin, operation: 9002 });
  expect(await bench.refused(start)).toBe('cart.open');
  await bench.act({ command: 'voidSale' });
  await bench.act({ command: 'approve', staff: ada.id, pin, operation: 9002 });
  await bench.act(start);
  const acts = bench.ports.witness.read().map((entry) => /"act":"(\w+)"/.exec(entry.content)?.[1]);
  expect(acts.filter(Boolean)).toEqual(['training', 'override']);
});
