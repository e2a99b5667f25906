/** SHA-256 and canonical JSON: the same value has the same bytes on every machine, and so the same hash. */
import type { Hash } from './identity.ts';
import { textSha256 } from './sha256.ts';

export const hashText = (text: string): Hash => textSha256(text);

/** JSON with sorted keys and without undefined members. Numbers must be whole: money and quantities are. */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string')
    return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw new Error(`canonical text has whole numbers only, not ${value}`);
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object') {
    let text = '';
    const members = value as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(members).sort()) {
      const member = members[key];
      if (member !== undefined)
        text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(member)}`;
    }
    return `{${text}}`;
  }
  throw new Error(`canonical text cannot hold a ${typeof value}`);
}
