import { expect, test } from 'vitest';
import { answer } from '../../../main/app/message.ts';
import { commandSchema } from '../../../shared/bridge/command.ts';
import { mostLines } from '../../../shared/cart.ts';
import { ok } from '../../../shared/fault.ts';

const nothing = undefined;
const returnOf = (lines: number) => ({
  command: 'returnReceipt',
  receipt: 'R01-000001',
  lines: Array.from({ length: lines }, (_, index) => ({ line: index + 1, quantity: 1000 })),
});

test.each([
  nothing,
  null,
  42,
  'scan',
  {},
  { command: 'unheard of' },
  { command: 'scan' },
  { command: 'scan', code: 7 },
  { command: 'scan', code: 'x'.repeat(201) },
  { command: 'scan', code: '1', extra: true },
  { command: 'payCash', amount: 1.5 },
  { command: 'payCash', amount: Number.MAX_VALUE },
  { command: 'quantity', line: 0, quantity: 1000 },
  { command: 'quantityBy', line: 1, by: 2 },
])('%j is refused before anything is done', async (message) => {
  let isDone = false;
  const result = await answer(commandSchema, message, async () => {
    isDone = true;
    return ok(nothing);
  });
  expect(result).toMatchObject({ ok: false, fault: { code: 'bridge.malformed', retry: 'no' } });
  expect(isDone).toBe(false);
});

test('a well-formed command is handed on as it is', async () => {
  const result = await answer(
    commandSchema,
    { command: 'scan', code: '9520004100274' },
    async (command) => ok(command),
  );
  expect(result).toEqual({ ok: true, value: { command: 'scan', code: '9520004100274' } });
});

test('a return by receipt may name every line that a sale can hold, and no more', () => {
  expect(commandSchema.safeParse(returnOf(mostLines)).success).toBe(true);
  expect(commandSchema.safeParse(returnOf(mostLines + 1)).success).toBe(false);
});
