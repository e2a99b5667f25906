/** The ways to a printer, against a printer that answers about itself, and a spooler that is called. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { receiptPrinter } from '../../../main/devices/receiptprinter.ts';
import { toNetwork, toSpooler } from '../../../main/devices/sending.ts';
import { startFalsePrinter, type FalsePrinter } from './falseprinter.ts';
import { drawsNothing, paper } from './paper.ts';

const style = { columns: 42, chinese: true, cut: true };
let printer: FalsePrinter;
let folder: string;
beforeEach(async () => {
  printer = await startFalsePrinter();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-printer-'));
});
afterEach(async () => {
  await printer.close();
  rmSync(folder, { recursive: true });
});
const network = (asks = true) =>
  receiptPrinter(toNetwork({ host: '127.0.0.1', port: printer.port, asks }), style, drawsNothing);

it('prints over the network and knows that it was printed', async () => {
  expect(await network().print(paper)).toEqual({ ok: true, value: undefined });
  expect(printer.printed().toString('latin1')).toContain('Harbour Street');
});

it.each([
  ['printer.paper', { paper: 0x72 }],
  ['printer.paper', { offline: 0x32 }],
  ['printer.cover', { offline: 0x16 }],
  ['printer.error', { offline: 0x52 }],
] as const)('says %s when the printer says %j, and prints nothing', async (code, state) => {
  Object.assign(printer.state, state);
  expect(await network().print(paper)).toMatchObject({
    ok: false,
    fault: { code, retry: 'later' },
  });
  expect(printer.printed()).toHaveLength(0);
});

it('says that the roll ended in the middle', async () => {
  printer.state.sensor = 0x0c;
  expect(await network().print(paper)).toMatchObject({ fault: { code: 'printer.paper' } });
});

it('believes a printer that is not asked', async () => {
  printer.state.silent = true;
  expect(await network(false).print(paper)).toMatchObject({ ok: true });
});

it('says that a printer is not there', async () => {
  const { port } = printer;
  await printer.close();
  const gone = receiptPrinter(
    toNetwork({ host: '127.0.0.1', port, asks: true }),
    style,
    drawsNothing,
  );
  expect(await gone.print(paper)).toMatchObject({ fault: { code: 'printer.unreachable' } });
  expect(await gone.openDrawer()).toMatchObject({
    fault: { code: 'drawer.closed', data: { reason: 'printer.unreachable' } },
  });
  printer = await startFalsePrinter();
});

it.each([true, false])(
  'gives a printer up that takes nothing off the line, asked about itself or not (%s)',
  async (asks) => {
    const place = { host: '127.0.0.1', port: printer.port, asks };
    printer.state.line = asks ? 'stallsAsked' : 'stalls';
    const much = new Uint8Array(32_000_000);
    expect(await toNetwork(place, 200)(much, 'paper')).toMatchObject({
      fault: { code: 'printer.unreachable', retry: 'later' },
    });
  },
);

it('does not take a paper for printed whose line broke under it', async () => {
  const much = new Uint8Array(32_000_000);
  printer.state.line = 'breaks';
  const sending = toNetwork({ host: '127.0.0.1', port: printer.port, asks: false });
  expect(await sending(much, 'paper')).toMatchObject({ fault: { code: 'printer.unreachable' } });
});

it('sends papers one after the other, and the pulse between them', async () => {
  const one = network();
  await Promise.all([one.print(paper), one.openDrawer(), one.print(paper)]);
  const bytes = printer.printed().toString('hex');
  expect(bytes.match(/1d5601/g)).toHaveLength(2);
  expect(bytes.indexOf('1d5601')).toBeLessThan(bytes.indexOf('1b7000'));
});

it('hands bytes to the Windows spooler as they are, and leaves no file behind', async () => {
  const calls: string[][] = [];
  let sent = '';
  const spooler = toSpooler('Receipts', async (program, words) => {
    calls.push([program, ...words]);
    sent = readFileSync(words[3] ?? '', 'latin1');
    return 0;
  });
  expect(await receiptPrinter(spooler, style, drawsNothing).print(paper)).toMatchObject({
    ok: true,
  });
  expect(calls[0]?.slice(0, 4)).toEqual(['cmd.exe', '/c', 'copy', '/b']);
  expect(calls[0]?.[5]).toBe(String.raw`\\localhost\Receipts`);
  expect(sent).toContain('Harbour Street');
  expect(() => readFileSync(calls[0]?.[4] ?? '')).toThrow('ENOENT');
  const broken = toSpooler('Receipts', async () => 1);
  expect(await broken(Uint8Array.from([1]), 'paper')).toMatchObject({ ok: false });
});

it('tells of a full disk under the spooler, and prints the next paper', async () => {
  const printer = receiptPrinter(
    toSpooler('Receipts', async () => 0),
    style,
    drawsNothing,
  );
  vi.stubEnv('TMPDIR', join(folder, 'none'));
  vi.stubEnv('TEMP', join(folder, 'none'));
  const first = await printer.print(paper);
  vi.unstubAllEnvs();
  expect(first).toMatchObject({
    fault: { code: 'printer.unreachable', data: { reason: 'ENOENT' } },
  });
  expect(await printer.print(paper)).toMatchObject({ ok: true });
});
