/** SHA-256 and canonical JSON: the same value has the same bytes on every machine, and so the same hash. */
import type { Hash } from './identity.ts';
import { textSha256 } from './sha256.ts';

export const hashText = (text: string): Hash => textSha256(text);

/**
 * JSON with sorted keys and without undefined members. Numbers must be whole: money and quantities are. Each entry is written by it, inside the
 * commit: so plain texts are not handed to JSON one by one, and the few keys of an object are put in order in place.
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textOf(value);
    case 'number':
      if (!Number.isSafeInteger(value))
        throw new Error(`canonical text has whole numbers only, not ${value}`);
      return String(value === 0 ? 0 : value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? listOf(value) : membersOf(value as Members);
    default:
      throw new Error(`canonical text cannot hold a ${typeof value}`);
  }
}

type Members = Readonly<Record<string, unknown>>;

function listOf(values: readonly unknown[]): string {
  let text = '';
  for (const value of values) text += text === '' ? canonical(value) : `,${canonical(value)}`;
  return `[${text}]`;
}

function membersOf(members: Members): string {
  let text = '';
  for (const key of inOrder(Object.keys(members))) {
    const member = members[key];
    if (member === undefined) continue;
    if (text !== '') text += ',';
    text += nameOf(key) + canonical(member);
  }
  return `{${text}}`;
}

/** The same few names come in each entry. */
const names = new Map<string, string>();
const mostNames = 1_000;

function nameOf(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = `${textOf(key)}:`;
  if (names.size < mostNames) names.set(key, name);
  return name;
}

/** What JSON writes as it is: no quote, backslash, control character or half of a pair. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

const textOf = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

/** Above it, moving keys one by one takes longer than sorting. */
const fewKeys = 32;

/** By UTF-16 units, as `sort` has it. */
function inOrder(keys: string[]): string[] {
  if (keys.length > fewKeys) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] ?? '';
    let to = at;
    for (; to > 0; to -= 1) {
      const before = keys[to - 1] ?? '';
      if (before <= key) break;
      keys[to] = before;
    }
    keys[to] = key;
  }
  return keys;
}
