/**
 * The witness: sealed entries that headquarters has not answered yet, in a file outside the database, on another disk where there is one
 * (PROTOCOL section 3). Lines of JSON, appended and fsynced; a line that a power cut tore is passed over. What was answered is dropped, and the
 * file is written anew when most of it is dead. The newest number is remembered even then.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { z } from 'zod';
import type { Entry, EntryContent } from '../../shared/entry.ts';
import { done, type Result } from '../../shared/fault.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { entrySchema, readEntry, readFrame } from '../../shared/wire/entry.ts';
import { hash } from '../../shared/wire/parts.ts';
import { syncFolder } from './durable.ts';
import { guarded } from './failure.ts';
import { openForWriting } from './rights.ts';
import { receiptSequence } from './sales.ts';

/** The newest entry that the witness ever saw. `receipt`: the highest receipt sequence, 0 before the first sale. */
export type Newest = {
  readonly register: RegisterId;
  readonly number: number;
  readonly hash: Hash;
  readonly receipt: number;
};

export type Witness = {
  /**
   * Writes the entry durably. `content`: what it holds, where the caller has just sealed it; else it is read. Faults: database.full,
   * database.readOnly; the sale stands all the same.
   */
  readonly append: (entry: Entry, number: number, content?: EntryContent) => Result<void>;
  /** The entries that were not dropped, in order. */
  readonly read: () => Entry[];
  readonly newest: () => Newest | null;
  /** Forgets entries that headquarters has answered, and those that an earlier drop failed to forget. Faults: as of `append`. */
  readonly drop: (hashes: readonly Hash[]) => Result<void>;
  readonly close: () => void;
};

const newestSchema = z.strictObject({
  register: z.string(),
  number: z.int(),
  hash,
  receipt: z.int(),
});
const lineSchema = z.union([
  z.strictObject({ entry: entrySchema, newest: newestSchema }),
  z.strictObject({ newest: newestSchema }),
  z.strictObject({ drop: z.array(hash) }),
]);
type Line = z.infer<typeof lineSchema>;

/** Dead bytes from which the file is written anew. */
const mostDead = 1_000_000;

/** Opens the witness file, made at the first append. Throws when it exists and cannot be read. */
export function openWitness(file: string): Witness {
  let newest: Newest | null = null;
  let descriptor: number | null = null;
  let deadBytes = 0;
  const live = new Map<Hash, number>();
  /** Dropped, but no disk took the word; the next drop says it again. */
  const owed = new Set<Hash>();

  const learn = (line: Line, bytes: number): void => {
    if ('entry' in line) live.set(line.entry.hash, bytes);
    else deadBytes += bytes;
    if ('newest' in line) newest = line.newest;
    if ('drop' in line) for (const dropped of line.drop) bury(dropped);
  };
  const bury = (dropped: Hash): void => {
    deadBytes += live.get(dropped) ?? 0;
    live.delete(dropped);
  };
  for (const { line, bytes } of linesOf(file)) learn(line, bytes);

  const close = (): void => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  };
  const write = (line: Line, durable: boolean): Result<void> => {
    const written = guarded(() => {
      descriptor ??= openAtLineEnd(file);
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      writeWhole(descriptor, bytes);
      if (durable) fsyncSync(descriptor);
      learn(line, bytes.length);
      return done;
    });
    // Opened anew next time, so that half a line is cut off first.
    if (!written.ok) close();
    return written;
  };
  const read = (): Entry[] =>
    linesOf(file).flatMap(({ line }) =>
      'entry' in line && live.has(line.entry.hash) ? [line.entry] : [],
    );
  const rewrite = (): Result<void> =>
    guarded(() => {
      const lines = linesOf(file).filter(
        ({ line }) => 'entry' in line && live.has(line.entry.hash),
      );
      close();
      const fresh = openForWriting(`${file}.new`, 'w');
      const kept = lines.map(({ line }) => line);
      for (const line of [...kept, ...(newest === null ? [] : [{ newest }])]) {
        writeWhole(fresh, Buffer.from(`${JSON.stringify(line)}\n`));
      }
      fsyncSync(fresh);
      closeSync(fresh);
      renameSync(`${file}.new`, file);
      syncFolder(file);
      deadBytes = 0;
      return done;
    });

  return {
    append: (entry, number, content) => {
      owed.delete(entry.hash);
      if (live.has(entry.hash)) return done;
      const next = newestAfter(newest, entry.hash, { ...(content ?? told(entry)), number });
      return write({ entry, newest: next }, true);
    },
    read,
    newest: () => newest,
    drop: (hashes) => {
      for (const dropped of hashes) if (live.has(dropped)) owed.add(dropped);
      if (owed.size === 0) return done;
      const written = write({ drop: [...owed] }, false);
      if (!written.ok) return written;
      owed.clear();
      const liveBytes = [...live.values()].reduce((sum, bytes) => sum + bytes, 0);
      return deadBytes > Math.max(mostDead, liveBytes) ? rewrite() : done;
    },
    close,
  };
}

type Told = Pick<EntryContent, 'register'> & { readonly body: EntryContent['body'] | null };

/** What an entry says that was not sealed here and now; one that cannot be read says only whose it is. */
function told(entry: Entry): Told {
  const content = readEntry(entry);
  if (content.ok) return content.value;
  const frame = readFrame(entry);
  return { register: frame.ok ? frame.value.register : '', body: null };
}

function newestAfter(
  before: Newest | null,
  entry: Hash,
  { register, body, number }: Told & { readonly number: number },
): Newest {
  const same = before?.register === register ? before : null;
  const receipt = body?.kind === 'sale' ? receiptSequence(body.sale.receipt) : 0;
  const highest = Math.max(receipt, same?.receipt ?? 0);
  return same !== null && same.number > number
    ? { ...same, receipt: highest }
    : { register, number, hash: entry, receipt: highest };
}

function linesOf(file: string): { line: Line; bytes: number }[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => {
      const line = lineOf(text);
      return line === null ? [] : [{ line, bytes: Buffer.byteLength(text) + 1 }];
    });
}

/** Null for a torn line. */
function lineOf(text: string): Line | null {
  try {
    const line = lineSchema.safeParse(JSON.parse(text));
    return line.success ? line.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Opens for appending; a torn last line is cut off, so that the next one begins at a line of its own. */
function openAtLineEnd(file: string): number {
  const exists = existsSync(file);
  const whole = exists ? readFileSync(file) : Buffer.alloc(0);
  const end = whole.lastIndexOf(10) + 1;
  if (end < whole.length) truncateSync(file, end);
  const descriptor = openForWriting(file, 'a');
  if (!exists) syncFolder(file);
  return descriptor;
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}
