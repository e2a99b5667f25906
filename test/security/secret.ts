/** Secrets that were planted, and where they are found again: in every file, in every writing that a program might give them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export type Secret = {
  readonly name: string;
  readonly text: string;
  /** Where the design says that it is. */
  readonly mayBeIn?: RegExp;
};

/** The base64 of the text wherever it begins in a group of three bytes, without the edges that its neighbours decide. */
function inBase64(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const coded = Buffer.from('\0'.repeat(offset) + text).toString('base64');
    const from = Math.ceil((offset * 8) / 6);
    return coded.slice(from, Math.floor(((offset + text.length) * 8) / 6));
  });
}

/** The secret as it is, grouped as on a card, as UTF-16, hexadecimal, base64, backwards, and as a hash without key. */
function writingsOf(text: string): Buffer[] {
  const groups = /^\d{12,}$/.test(text) ? (text.match(/.{1,4}/g) ?? []) : [];
  const digest = createHash('sha256').update(text);
  // A key is written down in hexadecimal; what it stands for is looked for as well.
  const raw = /^[0-9a-f]{64}$/.test(text) ? [Buffer.from(text, 'hex')] : [];
  const texts = [
    text,
    ...(groups.length > 1 ? [groups.join(' '), groups.join('-')] : []),
    ...inBase64(text),
    Buffer.from(text).toString('hex'),
    text.split('').toReversed().join(''),
  ];
  return [
    ...texts.map((form) => Buffer.from(form)),
    Buffer.from(text, 'utf16le'),
    ...raw,
    ...raw.map((bytes) => Buffer.from(bytes.toString('base64'))),
    ...(groups.length > 1 ? [Buffer.from(digest.digest('hex'))] : []),
  ];
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** `<secret> in <file>` for each secret that some file holds, with the files' names from the folder. */
export function findSecrets(folder: string, secrets: readonly Secret[]): Set<string> {
  const found = new Set<string>();
  for (const file of filesUnder(folder)) {
    const bytes = readFileSync(file);
    for (const { name, text } of secrets)
      if (writingsOf(text).some((form) => bytes.includes(form)))
        found.add(`${name} in ${relative(folder, file)}`);
  }
  return found;
}

/** What was found where the design does not say so. */
export const misplaced = (found: ReadonlySet<string>, secrets: readonly Secret[]): string[] =>
  [...found].filter((place) => {
    const secret = secrets.find(({ name }) => place.startsWith(`${name} in `));
    const file = place.slice(place.indexOf(' in ') + 4);
    return secret?.mayBeIn === undefined || !secret.mayBeIn.test(file);
  });
