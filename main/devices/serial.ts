/** A printer on a serial line, as the file of its device. What the line took counts as printed, and it is not waited for without end. */
import { once } from 'node:events';
import { constants, open, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { done, fail, type Result } from '../../shared/fault.ts';
import { systemCode } from './failure.ts';
import { stallMs, type Sending } from './sending.ts';

/** So few at a time that a slow line shows it takes some: two seconds at 2,400 baud. */
const pieceBytes = 512;
const lookEveryMs = 20;

/**
 * A write that waits in the kernel for a printer that holds the line (out of paper, XOFF, CTS low) keeps one of the few threads that all files
 * share, and nothing ends it. So the kernel is told not to wait. Windows knows no such mode: there one thread may be kept, never a second.
 */
const mode =
  process.platform === 'win32'
    ? constants.O_RDWR
    : constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY;

/** How many bytes the line took; 0 while it is held. */
async function taken(handle: FileHandle, bytes: Uint8Array): Promise<number> {
  try {
    return (await handle.write(bytes)).bytesWritten;
  } catch (error) {
    if (systemCode(error) === 'EAGAIN') return 0;
    throw error;
  }
}

/** Writes until all is taken or somebody gave it up; `moved` whenever the line took some. */
async function write(
  file: string,
  bytes: Uint8Array,
  gone: AbortSignal,
  moved: () => void,
): Promise<void> {
  if (gone.aborted) return;
  const handle = await open(file, mode);
  try {
    for (let at = 0; at < bytes.length && !gone.aborted;) {
      const some = await taken(handle, bytes.subarray(at, at + pieceBytes));
      at += some;
      if (some > 0) moved();
      else await pause(lookEveryMs);
    }
  } finally {
    await handle.close();
  }
}

/**
 * Bytes into the file of a device (`/dev/ttyUSB0`, `\\.\COM3`); speed and handshake are the system's settings. The file must be there: none is
 * made. Given up when the line took nothing for `patience` ms.
 */
export function toDevice(file: string, patience = stallMs): Sending {
  let line: Promise<unknown> = Promise.resolve();
  return async (bytes) => {
    const gone = new AbortController();
    const timer = setTimeout(() => gone.abort(), patience);
    const stalled = once(gone.signal, 'abort').then((): Result<void> =>
      fail('printer.unreachable', { reason: 'ETIMEDOUT' }),
    );
    const written = line.then(() => write(file, bytes, gone.signal, () => timer.refresh()));
    // Whatever became of it: the next one begins when this one has left the line.
    line = Promise.allSettled([written]);
    try {
      return await Promise.race([written.then(() => done), stalled]);
    } catch (error) {
      return fail('printer.unreachable', { reason: systemCode(error) });
    } finally {
      clearTimeout(timer);
    }
  };
}
