/** Registers: made by head office, activated once with a code, switched off when lost. */
import { z } from 'zod';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import type { Instant, RegisterId, StoreId } from '../../shared/identity.ts';
import { storeConfigurationSchema } from '../../shared/wire/feed.ts';
import type { ActivationCode } from '../../shared/wire/headoffice.ts';
import type { Activation } from '../../shared/wire/register.ts';
import { tokenHash } from '../http/bearer.ts';
import { recordAct } from './audit.ts';
import { currentEpoch } from './epoch.ts';
import { countFailure, lockAttempt, lockedUntil, type Bound } from './failures.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { lockRegister } from './locks.ts';
import { saveStoreRow } from './masters.ts';
import type { RegisterTable } from './tables.ts';

/** Makes a register of a store or renames it; the store's row of job 1070 waits for its next run. */
export async function saveRegister(
  headquarters: Headquarters,
  register: { readonly id: RegisterId; readonly name: string; readonly store: StoreId },
): Promise<void> {
  await headquarters.db.transaction((act) => insertRegister(act, register));
}

async function insertRegister(
  act: Act,
  register: { readonly id: RegisterId; readonly name: string; readonly store: StoreId },
): Promise<void> {
  const { id, name, store } = register;
  await act
    .insertInto('register')
    .values({
      id,
      name,
      store,
      active: 1,
      activated_at: null,
      token_hash: null,
      incarnation: 0,
      last_seq: null,
      last_id: null,
      wants_json: '[]',
      head_hash: null,
      head_number: null,
      awaited: 0,
      abandoned_epoch: 0,
      last_contact: null,
      status_json: null,
      clock_ahead: null,
      inquiry_failures: 0,
      inquiry_since: null,
      messages: 0,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, store }))
    .execute();
  await refreshStore(act, store);
}

/** A new register as somebody at head office makes it. Faults: master.exists for an id or a name that is taken, master.invalid { at: 'store' }. */
export async function addRegister(
  headquarters: Headquarters,
  register: { readonly id: RegisterId; readonly name: string; readonly store: StoreId },
  by: string,
): Promise<Result<void>> {
  const { id, name, store } = register;
  return headquarters.db.transaction(async (act) => {
    const taken = await act
      .selectFrom('register')
      .select('id')
      .where((where) => where.or([where('id', '=', id), where('name', '=', name)]))
      .executeTakeFirst();
    if (taken) return fail('master.exists', { id: taken.id });
    const known = await act
      .selectFrom('store')
      .select('id')
      .where('id', '=', store)
      .executeTakeFirst();
    if (!known) return fail('master.invalid', { at: 'store' });
    await insertRegister(act, register);
    const at = headquarters.clock.now();
    await recordAct(headquarters, act, { at, account: by, act: 'register.added', detail: name });
    return done;
  });
}

const storedConfiguration = z
  .string()
  .transform((text) => storeConfigurationSchema.parse(JSON.parse(text)));

async function refreshStore(act: Act, store: StoreId): Promise<void> {
  const row = await act
    .selectFrom('master')
    .select('body_json')
    .where('job', '=', '1070')
    .where('id', '=', store)
    .executeTakeFirst();
  if (row) await saveStoreRow(act, storedConfiguration.parse(row.body_json));
}

const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const codeHours = 24;
const perHour = 3_600_000;

/** Twelve letters without those that are mistaken for each other, in three groups. */
function codeFrom(random: string): string {
  const letters = [...random.slice(0, 24).matchAll(/../g)].map(
    ([pair]) => codeLetters[Number.parseInt(pair, 16) % codeLetters.length] ?? 'A',
  );
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8, 12)]
    .map((group) => group.join(''))
    .join('-');
}

const plainCode = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** A one-time code for the register's next device, good for a day. Codes given out before stop working. Fault: device.unknown. */
export async function createActivationCode(
  headquarters: Headquarters,
  register: RegisterId,
  by = 'head office',
): Promise<Result<ActivationCode>> {
  const now = headquarters.clock.now();
  const code = codeFrom(headquarters.chance.id());
  const expires: Instant = new Date(Date.parse(now) + codeHours * perHour).toISOString();
  return headquarters.db.transaction(async (act) => {
    const row = await act
      .selectFrom('register')
      .select('name')
      .where('id', '=', register)
      .where('active', '=', 1)
      .executeTakeFirst();
    if (!row) return fail('device.unknown', { register });
    await act
      .deleteFrom('activation')
      .where('register', '=', register)
      .where('used_at', 'is', null)
      .execute();
    await act
      .insertInto('activation')
      .values({ code_hash: tokenHash(plainCode(code)), register, expires, used_at: null })
      .execute();
    await recordAct(headquarters, act, {
      at: now,
      account: by,
      act: 'register.activationCode',
      detail: row.name,
    });
    return ok({ register, code, expires });
  });
}

/** Wrong codes that a channel brought from one address. */
const wrongCodes: Bound = { most: 10, lockedForMs: 10 * 60_000, forgottenMs: 10 * 60_000 };

/**
 * Activates a device of one of the channel's registers: the code is used up, the register gets a new token, and an older device of the same
 * register is known no more once its channel hears so. A code of another channel's register stays good. `address`: from where the code
 * came to the channel. Faults: activation.code; activation.wait after ten wrong ones from there.
 */
export async function activateRegister(
  headquarters: Headquarters,
  channel: string,
  request: {
    readonly code: string;
    readonly device: string;
    readonly address?: string | undefined;
  },
): Promise<Result<Activation>> {
  const now = headquarters.clock.now();
  const token = headquarters.chance.id() + headquarters.chance.id();
  return headquarters.db.transaction(async (act) => {
    const address = request.address ?? 'unknown';
    const here = await lockAttempt(act, { kind: 'activation', subject: channel, address });
    const until = lockedUntil(here, now);
    if (until !== null) return fail('activation.wait', { until });
    const register = await useCode(act, channel, request.code, now);
    if (!register) {
      const locked = await countFailure(act, here, wrongCodes, now);
      if (locked !== null)
        await recordAct(headquarters, act, {
          at: now,
          account: 'headquarters',
          act: 'activation.locked',
          detail: `${channel} from ${here.address}: ${wrongCodes.most} wrong codes`,
        });
      return fail('activation.code');
    }
    await act
      .updateTable('register')
      .set({ activated_at: now, token_hash: tokenHash(token) })
      .where('id', '=', register.id)
      .execute();
    await recordAct(headquarters, act, {
      at: now,
      account: 'headquarters',
      act: 'register.activated',
      detail: `${register.name} on ${request.device.slice(0, 200)}`,
    });
    return ok({
      register: register.id,
      registerName: register.name,
      store: register.store,
      token,
      signingKey: headquarters.keys.publicKey,
      epoch: await currentEpoch(act),
    });
  });
}

/** Uses the code up, if it is good and of an active register of this channel; answers that register. */
async function useCode(
  act: Act,
  channel: string,
  code: string,
  now: Instant,
): Promise<Pick<RegisterTable, 'id' | 'name' | 'store'> | undefined> {
  const used = await act
    .updateTable('activation')
    .set({ used_at: now })
    .where('code_hash', '=', tokenHash(plainCode(code)))
    .where('used_at', 'is', null)
    .where('expires', '>', now)
    .where('register', 'in', (where) =>
      where
        .selectFrom('register')
        .innerJoin('store', 'store.id', 'register.store')
        .select('register.id')
        .where('register.active', '=', 1)
        .where('store.channel', '=', channel),
    )
    .returning('register')
    .executeTakeFirst();
  return (
    used &&
    act
      .selectFrom('register')
      .select(['id', 'name', 'store'])
      .where('id', '=', used.register)
      .executeTakeFirstOrThrow()
  );
}

/**
 * Switches a register off (lost, sold) or on again. Its locks stay until they are broken. Faults: device.unknown;
 * lock.secondPerson while recovery waits for it, because that wait is ended by two persons.
 */
export async function setRegisterActive(
  headquarters: Headquarters,
  register: RegisterId,
  active: boolean,
  by: string,
): Promise<Result<void>> {
  return headquarters.db.transaction(async (act) => {
    const found = await lockRegister(act, register);
    if (found?.awaited === 1 && !active) return fail('lock.secondPerson', { register });
    const row = await act
      .updateTable('register')
      .set({ active: active ? 1 : 0 })
      .where('id', '=', register)
      .returning(['name', 'store'])
      .executeTakeFirst();
    if (!row) return fail('device.unknown', { register });
    await refreshStore(act, row.store);
    await recordAct(headquarters, act, {
      at: headquarters.clock.now(),
      account: by,
      act: active ? 'register.on' : 'register.off',
      detail: row.name,
    });
    return done;
  });
}
