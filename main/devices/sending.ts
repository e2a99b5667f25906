/** The ways on which bytes reach a printer. Each tells, as far as it can, whether they were printed. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { done, fail, type Result } from '../../shared/fault.ts';
import { systemCode } from './failure.ts';

/** Sends bytes that belong together. Faults: printer.unreachable, printer.paper, printer.cover, printer.error. */
export type Sending = (bytes: Uint8Array, what: 'paper' | 'pulse') => Promise<Result<void>>;

const connectMs = 3000;
const answerMs = 2000;
const printMs = 30_000;
/** A printer that has taken nothing off its line for so long is told of, and the papers behind it are tried. */
export const stallMs = 10_000;

const dle = 0x10;
const eot = 0x04;

/** The next byte of the printer's answers; null when none comes in time or the line ends. */
function byteOf(socket: Socket, within: number): Promise<number | null> {
  return new Promise((resolve) => {
    const end = (byte: number | null): void => {
      clearTimeout(timer);
      socket.off('data', hear);
      socket.off('close', gone);
      resolve(byte);
    };
    const hear = (bytes: Buffer): void => end(bytes[0] ?? null);
    const gone = (): void => end(null);
    const timer = setTimeout(gone, within);
    socket.on('data', hear);
    socket.on('close', gone);
  });
}

/** What DLE EOT 2 and 4 say, by the bits of the ESC/POS reference. */
function faultOf(offline: number | null, paper: number | null): Result<void> {
  if (offline === null || paper === null) return fail('printer.unreachable');
  if ((paper & 0x60) !== 0 || (offline & 0x20) !== 0) return fail('printer.paper');
  if ((offline & 0x04) !== 0) return fail('printer.cover');
  if ((offline & 0x40) !== 0) return fail('printer.error');
  return done;
}

async function statusOf(socket: Socket): Promise<Result<void>> {
  socket.write(Uint8Array.from([dle, eot, 2]));
  const offline = await byteOf(socket, answerMs);
  if (offline === null) return fail('printer.unreachable');
  socket.write(Uint8Array.from([dle, eot, 4]));
  return faultOf(offline, await byteOf(socket, answerMs));
}

/** Whether the line took all bytes; the line is ended when it took none for so long. */
const isWritten = (socket: Socket, bytes: Uint8Array, patience: number): Promise<boolean> =>
  new Promise((resolve) => {
    const stall = (): void => void socket.destroy();
    socket.setTimeout(patience, stall);
    socket.write(bytes, (error) => {
      socket.setTimeout(0);
      socket.off('timeout', stall);
      resolve(!error);
    });
  });

/**
 * A printer on the network (port 9100 by custom). With `asks` it is asked for paper and cover before, and the bytes end with a question that it
 * answers once they are printed.
 */
export const toNetwork =
  (
    place: { readonly host: string; readonly port: number; readonly asks: boolean },
    patience = stallMs,
  ): Sending =>
  async (bytes, what) => {
    const socket = await reach(place);
    if (socket === null) return fail('printer.unreachable');
    try {
      const before = place.asks && what === 'paper' ? await statusOf(socket) : done;
      if (!before.ok) return before;
      const answered = place.asks && what === 'paper' ? byteOf(socket, printMs) : null;
      if (!(await isWritten(socket, bytes, patience))) return fail('printer.unreachable');
      if (answered === null) return done;
      const sensor = await answered;
      if (sensor === null) return fail('printer.unreachable');
      return (sensor & 0x0c) === 0 ? done : fail('printer.paper');
    } finally {
      socket.end();
      socket.destroySoon();
    }
  };

/** Whether a network printer could print now, asked without printing. Faults as of sending. */
export async function askNetwork(place: {
  readonly host: string;
  readonly port: number;
  readonly asks: boolean;
}): Promise<Result<void>> {
  const socket = await reach(place);
  if (socket === null) return fail('printer.unreachable');
  try {
    return place.asks ? await statusOf(socket) : done;
  } finally {
    socket.destroy();
  }
}

/** A connection, or null when nobody answers in time. */
export function reach({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const give = (got: Socket | null): void => {
      clearTimeout(timer);
      resolve(got);
    };
    const timer = setTimeout(() => {
      socket.destroy();
      give(null);
    }, connectMs);
    socket.once('connect', () => give(socket));
    socket.on('error', () => give(null));
  });
}

/** Runs a program; the code that it ended with. */
export type Run = (program: string, words: readonly string[]) => Promise<number>;

const runProgram: Run = (program, words) =>
  new Promise((resolve) => {
    execFile(program, [...words], { windowsHide: true, timeout: printMs }, (error) =>
      resolve(error === null ? 0 : 1),
    );
  });

/**
 * A printer that Windows shares under this name: `copy /b` hands the bytes to its spooler as they are, which is how Microsoft documents printing
 * raw data from a command. What the spooler took counts as printed: paper and cover are the spooler's to tell.
 */
export const toSpooler =
  (share: string, run: Run = runProgram): Sending =>
  async (bytes) => {
    try {
      return await spool(bytes, share, run);
    } catch (error) {
      // The disk: full, or closed to this account.
      return fail('printer.unreachable', { reason: systemCode(error) });
    }
  };

async function spool(bytes: Uint8Array, share: string, run: Run): Promise<Result<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-paper-'));
  try {
    const file = join(folder, 'paper.bin');
    await writeFile(file, bytes, { mode: 0o600 });
    const code = await run('cmd.exe', ['/c', 'copy', '/b', file, `\\\\localhost\\${share}`]);
    return code === 0 ? done : fail('printer.unreachable', { reason: `spooler ${code}` });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
