import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyPin } from '../../../main/register/pin.ts';
import type { Ports } from '../../../main/register/desk.ts';
import { fail } from '../../../shared/fault.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { mei, pin } from '../../make/staff.ts';

let bench: Bench;
let asked: Parameters<Ports['changePin']>[0][];
let refuses: boolean;
beforeEach(async () => {
  asked = [];
  refuses = false;
  bench = await makeSelling({
    ports: {
      changePin: async (change) => {
        asked.push(change);
        return refuses ? fail('signIn.wrongPin') : { ok: true, value: { version: 2 } };
      },
    },
  });
});
afterEach(() => endBench(bench));

const change = (old: string, newPin: string) =>
  ({ command: 'changePin', pin: old, newPin }) as const;

it('sends the old PIN and the hash of the new one, which counts here at once', async () => {
  await bench.act(change(pin, 'Kiwi 8061'));
  expect(asked).toMatchObject([{ staff: mei.id, pin }]);
  expect(await verifyPin('Kiwi 8061', asked[0]?.pinHash ?? '')).toBe(true);
  expect(JSON.stringify(asked)).not.toContain('8061');
  await bench.act({ command: 'signOut' });
  const signIn = { command: 'signIn', staff: mei.id } as const;
  expect(await bench.refused({ ...signIn, pin })).toBe('signIn.wrongPin');
  await bench.act({ ...signIn, pin: 'Kiwi 8061' });
});

it('takes no weak PIN, no wrong old one, and nothing that headquarters refuses', async () => {
  for (const weak of ['123', '1111', '1234', '9876', pin, 'x'.repeat(65)]) {
    expect(await bench.register.command(change(pin, weak))).toMatchObject({
      fault: { code: 'pin.weak', data: { least: 4 } },
    });
  }
  expect(await bench.refused(change('0000', '8061'))).toBe('signIn.wrongPin');
  expect(asked).toEqual([]);
  refuses = true;
  expect(await bench.refused(change(pin, '8061'))).toBe('signIn.wrongPin');
  await bench.act({ command: 'signIn', staff: mei.id, pin });
});

it('says at once that it waits for the line', async () => {
  bench.line.turn('offline');
  expect(await bench.register.command(change(pin, '8061'))).toMatchObject({
    fault: { code: 'operation.offline', data: { operation: 1215 } },
  });
  expect(asked).toEqual([]);
});
