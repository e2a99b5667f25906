/** Head office on a durable PostgreSQL of its own, with many registers and cards, and the processes that serve it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemChance, systemClock } from '../../../server/app/ports.ts';
import { openChannelDatabase } from '../../../server/channel/open.ts';
import { createChannel } from '../../../server/headquarters/channels.ts';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import { createInstrument } from '../../../server/headquarters/instruments.ts';
import { saveStore } from '../../../server/headquarters/masters.ts';
import { openHeadquarters } from '../../../server/headquarters/open.ts';
import { tokenHash } from '../../../server/http/bearer.ts';
import { minor } from '../../../shared/money.ts';
import { startPostgres, type Postgres } from '../../../tools/setup/postgres.ts';
import { instrumentNumber } from '../../make/number.ts';
import { must } from '../../proof/shop.ts';
import { startProcess, type Process } from './processes.ts';

const channel = 'C1';
const store = 'S1';

export type Office = {
  readonly postgres: Postgres;
  /** For acts of head office, beside its processes. */
  readonly headquarters: Headquarters;
  readonly offices: readonly Process[];
  /** Empty unless channels were asked for. */
  readonly channels: readonly Process[];
  /** The channel's at headquarters. */
  readonly token: string;
  readonly registers: readonly string[];
  readonly cards: readonly string[];
  readonly epoch: number;
  readonly close: () => Promise<void>;
};
export type OfficeSize = {
  /** Processes of headquarters, and of the channel. */
  readonly offices: number;
  readonly channels: number;
  readonly registers: number;
  readonly cards: number;
};

/** A register's token at its channel. */
export const tokenOf = (register: string): string => `token-of-register-${register}`;

/** As a modest server is set up: everything durable, memory for what is read all the time, no checkpoint in mid-run. */
const settings = { shared_buffers: '512MB', max_wal_size: '4GB', checkpoint_timeout: '30min' };

/** Opens it; `close` ends its processes and removes what it kept. */
export async function openOffice(size: OfficeSize): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-load-'));
  const postgres = await startPostgres({ durable: true, more: settings });
  const keeping = { folder, address: { url: postgres.url, schema: 'headquarters' } };
  const ports = { clock: systemClock, chance: systemChance };
  const headquarters = must(await openHeadquarters({ ...keeping, ...ports }));
  const token = randomBytes(24).toString('hex');
  await createChannel(headquarters, { id: channel, name: 'Load', token });
  const name = { en: 'Harbour Street', zh: '海港街' };
  must(
    await saveStore(headquarters, {
      store,
      name,
      address: name,
      currency: 'USD',
      rates: [],
      channel,
    }),
  );
  const registers = Array.from({ length: size.registers }, (_, index) => `R${index + 1}`);
  await addRegisters(headquarters, registers);
  const cards = Array.from({ length: size.cards }, (_, index) => instrumentNumber(index + 1));
  const card = { kind: 'giftCard', amount: minor(100_000_000), currency: 'USD' } as const;
  for (const number of cards) must(await createInstrument(headquarters, { ...card, number }));
  const offices: Process[] = [];
  for (let count = 0; count < size.offices; count += 1)
    offices.push(await startProcess({ ...keeping, serve: 'headquarters' }));
  const channels: Process[] = [];
  const own = { folder, address: { url: postgres.url, schema: 'channel' } };
  if (size.channels > 0) await addDevices(own.address, registers);
  for (let count = 0; count < size.channels; count += 1) {
    const url = offices[count % offices.length]?.url ?? '';
    const at = { headquarters: url, channel, token };
    channels.push(await startProcess({ ...own, ...at, serve: 'channel' }));
  }
  return {
    postgres,
    headquarters,
    offices,
    channels,
    token,
    registers,
    cards,
    epoch: 1,
    close: async () => {
      for (const process of [...channels, ...offices]) await process.stop();
      await headquarters.db.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const portion = 500;

/** As they are after their activation, without its audit. */
async function addRegisters({ db, clock }: Headquarters, names: readonly string[]): Promise<void> {
  const rows = names.map((id) => ({
    id,
    name: id,
    store,
    active: 1 as const,
    activated_at: clock.now(),
    token_hash: tokenHash(tokenOf(id)),
    incarnation: 0,
    last_seq: null,
    last_id: null,
    wants_json: '[]',
    head_hash: null,
    head_number: null,
    awaited: 0 as const,
    abandoned_epoch: 0,
    last_contact: null,
    status_json: null,
    clock_ahead: null,
    inquiry_failures: 0,
    inquiry_since: null,
    messages: 0,
  }));
  for (let from = 0; from < rows.length; from += portion)
    await db.transaction((act) =>
      act
        .insertInto('register')
        .values(rows.slice(from, from + portion))
        .execute(),
    );
}

async function addDevices(
  address: { readonly url: string; readonly schema: string },
  names: readonly string[],
): Promise<void> {
  const at = systemClock.now();
  const db = must(await openChannelDatabase(address, at));
  const rows = names.map((id) => ({
    register: id,
    name: id,
    store,
    token_hash: tokenHash(tokenOf(id)),
    activated_at: at,
    active: 1,
  }));
  for (let from = 0; from < rows.length; from += portion)
    await db.transaction((act) =>
      act
        .insertInto('device')
        .values(rows.slice(from, from + portion))
        .execute(),
    );
  await db.close();
}
