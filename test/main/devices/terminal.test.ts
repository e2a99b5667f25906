/** The client of the card terminal's protocol against a terminal that misbehaves. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { frame, readFrame } from '../../../main/devices/frame.ts';
import { networkTerminal } from '../../../main/devices/terminal.ts';
import { minor } from '../../../shared/money.ts';
import { withoutNumbers } from '../../../shared/terminal.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serving(serve: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
const at = (port: number, patience = 2000) =>
  networkTerminal({ host: '127.0.0.1', port, patience });
const answering = (bytes: Buffer): Promise<number> =>
  serving((socket) => socket.on('data', () => socket.write(bytes)));
const approved = {
  reference: 'r1',
  outcome: 'approved',
  amount: 100,
  currency: 'USD',
  terminal: 'T',
  approval: 'A1',
  masked: 'VISA 4242',
};

it('asks in a frame and reads the answer, however it is cut into pieces', async () => {
  const questions: unknown[] = [];
  const port = await serving((socket) =>
    socket.on('data', (bytes) => {
      const read = readFrame(bytes);
      if (typeof read === 'object') questions.push(read.message);
      for (const byte of frame(approved)) socket.write(Buffer.from([byte]));
    }),
  );
  const order = { reference: 'r1', amount: minor(100), currency: 'USD' };
  expect(await at(port).authorise(order)).toEqual({ ok: true, value: approved });
  expect(questions).toEqual([{ holdfast: 1, do: 'authorise', ...order }]);
});

it.each([
  ['no JSON', Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from('{x')])],
  ['a length beyond all measure', Buffer.from([0xff, 0xff, 0xff, 0xff])],
  ['another reference', frame({ ...approved, reference: 'r2' })],
  ['an outcome that nobody knows', frame({ reference: 'r1', outcome: 'perhaps' })],
  ['an amount with a fraction', frame({ ...approved, amount: 1.5 })],
  ['a card number as approval', frame({ ...approved, approval: '4111111111111111' })],
])('takes %s for no answer', async (_, bytes) => {
  const answer = await at(await answering(bytes)).inquire('r1');
  expect(answer).toMatchObject({ ok: false, fault: { code: 'terminal.answer' } });
});

it('says that nobody answers: switched off, hanging up, or silent', async () => {
  const off = await answering(Buffer.alloc(0));
  for (const close of closers.splice(0)) close();
  const hangsUp = await serving((socket) => socket.destroy());
  const silent = await serving(() => undefined);
  const order = { reference: 'r1', amount: minor(100), currency: 'USD' };
  for (const port of [off, hangsUp, silent]) {
    expect(await at(port, 50).authorise(order)).toMatchObject({
      ok: false,
      fault: { code: 'terminal.unreachable', retry: 'later' },
    });
  }
});

it('keeps a card number from wherever a terminal may put it', async () => {
  const port = await answering(frame({ ...approved, masked: 'VISA 4111 1111 1111 1234' }));
  expect(await at(port).inquire('r1')).toMatchObject({ value: { masked: 'VISA •••• 1234' } });
  expect(withoutNumbers('card 4111-1111-1111-1234\u001b ok 42')).toBe('card •••• 1234  ok 42');
});
