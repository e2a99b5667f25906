/** A printer on a serial line, as the file of its device: a FIFO stands in whose other end takes nothing, as a line that the printer holds. */
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync } from 'node:fs';
import { rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { receiptPrinter } from '../../../main/devices/receiptprinter.ts';
import { toDevice } from '../../../main/devices/serial.ts';
import { drawsNothing, paper } from './paper.ts';

const style = { columns: 42, chinese: true, cut: true };
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-serial-'));
  file = join(folder, 'ttyS0');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('writes to a device that is there, and makes none', async () => {
  expect(await toDevice(file)(Uint8Array.from([1]), 'paper')).toMatchObject({
    fault: { code: 'printer.unreachable', data: { reason: 'ENOENT' } },
  });
  writeFileSync(file, '');
  expect(await receiptPrinter(toDevice(file), style, drawsNothing).print(paper)).toMatchObject({
    ok: true,
  });
  expect(readFileSync(file, 'latin1')).toContain('Harbour Street');
});

describe('a printer that holds the line', () => {
  let line: number;
  beforeEach(() => {
    execFileSync('mkfifo', [file]);
    line = openSync(file, constants.O_RDWR | constants.O_NONBLOCK);
    fill();
  });
  afterEach(() => closeSync(line));

  /** Does it until the line says that it would have to wait. */
  function untilHeld(act: () => void): void {
    try {
      for (;;) act();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
  /** Until the line takes not one byte more. */
  function fill(): void {
    for (const size of [4096, 1]) untilHeld(() => writeSync(line, new Uint8Array(size)));
  }
  /** All that stands on the line, taken off it. */
  function drain(): Buffer {
    const parts: Buffer[] = [];
    const room = Buffer.alloc(65_536);
    untilHeld(() => parts.push(Buffer.from(room.subarray(0, readSync(line, room)))));
    return Buffer.concat(parts);
  }

  it('is told in time, and the queue goes on', async () => {
    const printer = receiptPrinter(toDevice(file, 100), style, drawsNothing);
    const first = printer.print(paper);
    const pulse = printer.openDrawer();
    expect(await first).toMatchObject({
      fault: { code: 'printer.unreachable', data: { reason: 'ETIMEDOUT' }, retry: 'later' },
    });
    expect(await pulse).toMatchObject({ fault: { code: 'drawer.closed' } });
    drain();
    await vi.waitFor(async () => expect((await printer.print(paper)).ok).toBe(true), 20_000);
    expect(drain().toString('latin1')).toContain('Harbour Street');
  });

  it('prints on when it lets the line go before that', async () => {
    const printed = toDevice(file, 60_000)(new Uint8Array(200_000).fill(0x41), 'paper');
    let taken = 0;
    while (taken < 200_000) {
      taken += drain().filter((byte) => byte === 0x41).length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await printed).toMatchObject({ ok: true });
  });

  it('takes no thread of the register for as long as it holds the line', async () => {
    const held = toDevice(file, 60_000)(Uint8Array.from([1]), 'paper');
    // More than the threads that Node keeps for files.
    const others = Array.from({ length: 8 }, () =>
      toDevice(file, 60_000)(Uint8Array.from([1]), 'paper'),
    );
    const place = join(folder, 'other');
    writeFileSync(place, '');
    expect(await toDevice(place)(Uint8Array.from([0x42]), 'paper')).toMatchObject({ ok: true });
    expect(readFileSync(place, 'latin1')).toBe('B');
    drain();
    for (const one of [held, ...others]) expect(await one).toMatchObject({ ok: true });
  });
});
