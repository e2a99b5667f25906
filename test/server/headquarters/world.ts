/** A headquarters for tests: a clock that ticks, chance that is counted, one channel, one store, registers by name. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { withCheckDigit } from '../../../shared/barcode.ts';
import type { Result } from '../../../shared/fault.ts';
import { hashText } from '../../../shared/hash.ts';
import type { Chance, Clock } from '../../../shared/identity.ts';
import type { InstrumentKind, InstrumentRef } from '../../../shared/instrument.ts';
import { minor } from '../../../shared/money.ts';
import { createChannel } from '../../../server/headquarters/channels.ts';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import { createInstrument } from '../../../server/headquarters/instruments.ts';
import { saveStore } from '../../../server/headquarters/masters.ts';
import { openHeadquarters } from '../../../server/headquarters/open.ts';
import {
  activateRegister,
  createActivationCode,
  saveRegister,
} from '../../../server/headquarters/registers.ts';
import type { Tables } from '../../../server/headquarters/tables.ts';
import type { Place } from '../databases.ts';

export const channelToken = 'channel-token-of-the-tests';
const start = Date.parse('2026-03-02T08:00:00.000Z');

export type TestClock = Clock & { readonly pass: (ms: number) => void };

/** Each look is a millisecond later than the one before. */
function tickingClock(): TestClock {
  let ms = start;
  const tick = (): number => (ms += 1);
  return {
    now: () => new Date(tick()).toISOString(),
    running: tick,
    pass: (more) => void (ms += more),
  };
}

let worlds = 0;
function countedChance(): Chance {
  worlds += 1;
  const world = worlds;
  let count = 0;
  return {
    id: () => hashText(`chance ${world} ${(count += 1)}`).slice(0, 32),
    fraction: () => 0.5,
  };
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code} ${JSON.stringify(result.fault.data)}`);
  return result.value;
}

export type TestWorld = {
  /** The headquarters of now: another one after a restore. */
  readonly now: () => Headquarters;
  readonly clock: TestClock;
  /** One more process on the same database. The caller closes it. */
  readonly another: () => Promise<Headquarters>;
  readonly backup: () => Promise<Backup>;
  /** Begins again from the backup in an empty database, with the keys and the epoch file that were kept outside. */
  readonly restore: (backup: Backup, noticed?: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens an empty headquarters with activated registers of one store. */
export async function openWorld(
  place: Place,
  registers: readonly string[] = ['A', 'B'],
): Promise<TestWorld> {
  const folder = mkdtempSync(join(place.folder, 'headquarters-'));
  const clock = tickingClock();
  const chance = countedChance();
  let address = place.fresh();
  const open = async (restored: boolean): Promise<Headquarters> =>
    unwrap(await openHeadquarters({ folder, address, clock, chance, restored }));
  let headquarters = await open(false);
  await createChannel(headquarters, { id: 'C1', name: 'Test channel', token: channelToken });
  const name = { en: 'Harbour Street', zh: '海港街' };
  await saveStore(headquarters, {
    store: 'S1',
    name,
    address: name,
    currency: 'USD',
    rates: [],
    channel: 'C1',
  });
  for (const register of registers) {
    await saveRegister(headquarters, { id: register, name: `R-${register}`, store: 'S1' });
    const { code } = unwrap(await createActivationCode(headquarters, register));
    unwrap(await activateRegister(headquarters, 'C1', { code, device: 'test' }));
  }
  return {
    now: () => headquarters,
    clock,
    another: () => open(false),
    backup: () => takeBackup(headquarters),
    restore: async (backup, noticed = true) => {
      await headquarters.db.close();
      // The rows come first, so that the opening finds an older database and not an empty one.
      address = place.fresh();
      const empty = unwrap(
        await openHeadquarters({
          folder: mkdtempSync(join(place.folder, 'fill-')),
          address,
          clock,
          chance,
        }),
      );
      await fill(empty, backup);
      await empty.db.close();
      headquarters = await open(noticed);
    },
    close: () => headquarters.db.close(),
  };
}

/** A sound number that ends with what belongs to the name. */
export function cardNumber(name: string): string {
  const digits = Array.from(name, (letter) => String(letter.charCodeAt(0)).padStart(3, '0')).join(
    '',
  );
  return withCheckDigit(`60${digits.padStart(15, '0').slice(-15)}`);
}

export async function addCard(
  headquarters: Headquarters,
  name: string,
  amount: number,
  more: {
    readonly kind?: InstrumentKind;
    readonly pin?: string;
    readonly currency?: string;
    readonly expires?: string;
  } = {},
): Promise<InstrumentRef> {
  const { kind = 'giftCard', currency = 'USD', ...rest } = more;
  return unwrap(
    await createInstrument(headquarters, {
      kind,
      number: cardNumber(name),
      amount: minor(amount),
      currency,
      ...rest,
    }),
  );
}

// In the order in which the tables may be filled.
const tables = [
  'instrument',
  'lock',
  'book',
  'posting',
  'book_note',
  'exception',
  'channel',
  'store',
  'register',
  'activation',
  'entry',
  'entry_link',
  'repair',
  'sale_day',
  'chain_length',
  'answer',
  'master',
  'job',
  'job_run',
  'parameter_version',
  'account',
  'session',
  'audit',
  'audit_seal',
  'audit_head',
  'failure',
  'setting',
] as const satisfies readonly (keyof Tables)[];

export type Backup = ReadonlyMap<keyof Tables, readonly object[]>;

async function takeBackup(headquarters: Headquarters): Promise<Backup> {
  return headquarters.db.transaction(async (act) => {
    const rows = new Map<keyof Tables, readonly object[]>();
    for (const table of tables) rows.set(table, await act.selectFrom(table).selectAll().execute());
    return rows;
  });
}

async function fill(headquarters: Headquarters, backup: Backup): Promise<void> {
  await headquarters.db.transaction(async (act) => {
    await act.deleteFrom('job').execute();
    await act.deleteFrom('setting').execute();
    await act.deleteFrom('audit_head').execute();
    for (const table of tables)
      for (const row of backup.get(table) ?? []) await act.insertInto(table).values(row).execute();
  });
}
