/** Exceptions: what a person must know because money or trust may have been lost. Each names instrument, sale and amounts (PROTOCOL section 8, 6). */
import type { Kysely } from 'kysely';
import type { ExceptionKind } from '../../shared/wire/exceptions.ts';
import type { RequestId } from '../../shared/identity.ts';
import { later } from '../database/pipeline.ts';
import type { Act, Headquarters } from './headquarters.ts';
import type { EntryTable, ExceptionTable, Tables } from './tables.ts';

export type ExceptionFacts = { readonly kind: ExceptionKind; readonly detail: string } & Partial<
  Readonly<
    Pick<
      ExceptionTable,
      | 'register'
      | 'other_register'
      | 'instrument'
      | 'last4'
      | 'request'
      | 'sale'
      | 'receipt'
      | 'entry'
      | 'entry_number'
      | 'amount'
      | 'other_amount'
      | 'currency'
    >
  >
>;

/** Records an exception and gives its id. */
export async function raise(
  headquarters: Headquarters,
  act: Act,
  facts: ExceptionFacts,
): Promise<string> {
  const id = headquarters.chance.id();
  const empty = {
    register: null,
    other_register: null,
    instrument: null,
    last4: null,
    request: null,
    sale: null,
    receipt: null,
    entry: null,
    entry_number: null,
    amount: null,
    other_amount: null,
    currency: null,
  };
  const row = {
    ...empty,
    ...facts,
    id,
    at: headquarters.clock.now(),
    closed_at: null,
    closed_by: null,
    closed_note: null,
  };
  await later(act, act.insertInto('exception').values(row));
  return id;
}

/** Closes what has settled by itself: open exceptions of a kind for a request or, without one, for a register. */
export async function closeByItself(
  headquarters: Headquarters,
  act: Act,
  which:
    | { readonly kind: ExceptionKind; readonly request: RequestId }
    | { readonly kind: ExceptionKind; readonly register: string },
  note: string,
): Promise<void> {
  const open = act
    .updateTable('exception')
    .set({ closed_at: headquarters.clock.now(), closed_by: 'headquarters', closed_note: note })
    .where('kind', '=', which.kind)
    .where('closed_at', 'is', null);
  await later(
    act,
    'request' in which
      ? open.where('request', '=', which.request)
      : open.where('register', '=', which.register),
  );
}

/** Closes the exception of an entry that was set aside. */
export async function closeByEntry(
  headquarters: Headquarters,
  act: Act,
  { register, hash }: Pick<EntryTable, 'register' | 'hash'>,
  note: string,
): Promise<void> {
  await act
    .updateTable('exception')
    .set({
      closed_at: headquarters.clock.now(),
      closed_by: 'headquarters',
      closed_note: note,
    })
    .where('kind', '=', 'parked')
    .where('register', '=', register)
    .where('entry', '=', hash)
    .where('closed_at', 'is', null)
    .execute();
}

/** True when an exception of the kind is open for the register. */
export async function isOpen(
  db: Kysely<Tables>,
  kind: ExceptionKind,
  register: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('exception')
    .select('id')
    .where('kind', '=', kind)
    .where('register', '=', register)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
