import { expect, it } from 'vitest';
import { commandSchema, type CommandName } from '../../../shared/bridge/command.ts';
import {
  operationById,
  operationOf,
  operations,
  operationOfUse,
  plainCommands,
} from '../../../shared/operations/catalogue.ts';
import { barredFor } from '../../../shared/operations/standing.ts';
import { unlimited } from '../../../shared/limits.ts';

const since = '2026-11-22T12:00:00.000Z';
const nameOf = (use: string): string => use.split(':')[0] ?? use;

it('has each id, key and use of a command once', () => {
  const ids = operations.map((row) => row.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(operations.map((row) => row.key)).size).toBe(ids.length);
  const uses = operations.flatMap((row) => row.commands);
  expect(new Set(uses).size).toBe(uses.length);
});

it('places every command: in one operation, or among those that are none', () => {
  const commands = commandSchema.options.map((option): CommandName => {
    const [name] = option.shape.command.values;
    if (name === undefined) throw new Error('a command has a name');
    return name;
  });
  const placed = new Set<string>(
    [
      ...operations.flatMap((row) => row.commands),
      ...plainCommands.anybody,
      ...plainCommands.sellers,
    ].map(nameOf),
  );
  expect(commands.filter((name) => !placed.has(name))).toEqual([]);
  const operated = new Set<string>(operations.flatMap((row) => row.commands).map(nameOf));
  const plain = [...plainCommands.anybody, ...plainCommands.sellers];
  expect(plain.filter((name) => operated.has(name))).toEqual([]);
});

it('is found by key, id and use, and names itself in both languages', () => {
  for (const row of operations) {
    expect(operationOf(row.key)).toBe(row);
    expect(operationById(row.id)).toBe(row);
    for (const use of row.commands) expect(operationOfUse(use)).toBe(row);
    expect(row.name.zh).toMatch(/\p{Script=Han}/u);
    expect(row.name.en).not.toBe('');
    expect(row.where.length).toBeGreaterThan(0);
  }
  expect(operationById(-1)).toBeUndefined();
});

it('bars what waits for the line, and what a role may never do', () => {
  const cashier = { role: 'cashier', limits: unlimited } as const;
  expect(barredFor(cashier, { state: 'online', since })).toEqual({});
  const offline = barredFor(cashier, { state: 'offline', since });
  const waits = operations.filter((row) => !row.offline.works).map((row) => row.key);
  expect(Object.keys(offline).toSorted()).toEqual([...waits].toSorted());
  expect(offline.payGiftCard).toMatchObject({ code: 'instrument.offline', data: { since } });
  const stock = barredFor({ role: 'stock', limits: unlimited }, { state: 'online', since });
  expect(stock.productSale).toMatchObject({ code: 'permission.denied', data: { operation: 100 } });
  expect(stock.openDrawer?.code).toBe('permission.denied');
  expect(stock.logOff).toBeUndefined();
});
