/** Fills an empty headquarters with the demonstration. */
import { assert, type Result } from '../../../shared/fault.ts';
import { jobIds } from '../../../shared/feed.ts';
import type { RegisterId } from '../../../shared/identity.ts';
import { createAccount } from '../../headquarters/accounts.ts';
import { createChannel } from '../../headquarters/channels.ts';
import { runJob } from '../../headquarters/distribution.ts';
import type { Headquarters } from '../../headquarters/headquarters.ts';
import { blockInstrument, createInstrument } from '../../headquarters/instruments.ts';
import { saveCustomers, saveProducts, saveStaff, saveStore } from '../../headquarters/masters.ts';
import { applyParameters, parameterState } from '../../headquarters/parameters.ts';
import { hashPin } from '../../headquarters/pins.ts';
import { createActivationCode, saveRegister } from '../../headquarters/registers.ts';
import { instruments, type DemonstrationInstrument } from './cards.ts';
import { products } from './catalogue.ts';
import { customers } from './customers.ts';
import { accounts, staff, type DemonstrationPerson } from './people.ts';
import { channelId, parameters, stores } from './stores.ts';

export type SeededDemonstration = {
  /** One-time codes, new at every start, by register. */
  readonly activationCodes: Readonly<Record<RegisterId, string>>;
  readonly people: readonly DemonstrationPerson[];
  /** Head office's first account; `second` is the second person that a broken lock needs. */
  readonly account: { readonly name: string; readonly password: string };
  readonly second: { readonly name: string; readonly password: string };
  readonly instruments: Readonly<Record<keyof typeof instruments, DemonstrationInstrument>>;
};

const seeder = 'demonstration';

/** What a demonstration is, before any register has a code. */
export const unseeded: SeededDemonstration = {
  activationCodes: {},
  people: Object.values(staff),
  account: accounts.ruth,
  second: accounts.daniel,
  instruments,
};

/** Fills headquarters unless it was filled before; registers get new activation codes each time. */
export async function seedDemonstration(
  headquarters: Headquarters,
  channelToken: string,
): Promise<SeededDemonstration> {
  await createChannel(headquarters, { id: channelId, name: 'Harbour', token: channelToken });
  const { row } = await parameterState(headquarters.db.query);
  if (row === null) await fill(headquarters);
  const activationCodes: Record<RegisterId, string> = {};
  for (const { registers } of stores) {
    for (const { id } of registers) {
      activationCodes[id] = must(await createActivationCode(headquarters, id, seeder)).code;
    }
  }
  return { ...unseeded, activationCodes };
}

async function fill(headquarters: Headquarters): Promise<void> {
  for (const { registers, ...store } of stores) {
    must(await saveStore(headquarters, { ...store, channel: channelId }));
    for (const register of registers)
      await saveRegister(headquarters, { ...register, store: store.store });
  }
  await saveProducts(headquarters, products);
  await saveCustomers(headquarters, customers);
  for (const { pin, ...person } of Object.values(staff)) {
    await saveStaff(headquarters, { ...person, pinHash: await hashPin(pin) });
  }
  for (const instrument of Object.values(instruments)) await issue(headquarters, instrument);
  for (const { name, fullName, role, password } of Object.values(accounts)) {
    await createAccount(headquarters, { id: name, name: fullName, role, password });
  }
  for (const job of jobIds) if (job !== '1110') await runJob(headquarters, job, true, seeder);
  const { version: _, ...body } = parameters;
  must(await applyParameters(headquarters, { ...body, base: 0 }, seeder));
}

async function issue(
  headquarters: Headquarters,
  instrument: DemonstrationInstrument,
): Promise<void> {
  const { kind, number, currency, balance, pin, expires, blocked } = instrument;
  const made = {
    kind,
    number,
    currency,
    amount: balance,
    pin: pin ?? undefined,
    expires: expires ?? undefined,
  };
  const ref = must(await createInstrument(headquarters, made, seeder));
  if (blocked) must(await blockInstrument(headquarters, ref.key, true, 'reported lost', seeder));
}

/** A demonstration that headquarters refuses is a bug of the demonstration. */
function must<T>(result: Result<T>): T {
  assert(
    result.ok,
    `the demonstration is accepted${result.ok ? '' : `, not ${result.fault.code}`}`,
  );
  return result.value;
}
