/** What every edit of master data ends with: its new revision, and a row in the audit. */
import { ok, type Result } from '../../shared/fault.ts';
import { recordAct } from './audit.ts';
import type { Act, Headquarters } from './headquarters.ts';

export type Saved = { readonly revision: number };

export const told = (revision: Result<number>): Result<Saved> =>
  revision.ok ? ok({ revision: revision.value }) : revision;

export async function noteSave(
  headquarters: Headquarters,
  act: Act,
  by: string,
  what: 'product' | 'staff' | 'store',
  { id, active, base }: { readonly id: string; readonly active: boolean; base: number | null },
): Promise<void> {
  await recordAct(headquarters, act, {
    at: headquarters.clock.now(),
    account: by,
    act: base === null ? `${what}.added` : active ? `${what}.saved` : `${what}.off`,
    detail: id,
  });
}
