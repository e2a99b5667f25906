/** Head office on PostgreSQL with several processes, many registers and many cards. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemChance, systemClock } from '../../../server/app/ports.ts';
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
import { minor } from '../../../shared/money.ts';
import { startPostgres } from '../../../tools/setup/postgres.ts';
import { instrumentNumber } from '../../make/number.ts';
import { must, registerNames } from '../shop.ts';

const channel = 'C1';
export const cardWorth = 20_000;

export type Office = {
  /** For acts of head office, beside its processes. */
  readonly headquarters: Headquarters;
  readonly urls: readonly string[];
  readonly token: string;
  readonly registers: readonly string[];
  readonly cards: readonly string[];
  readonly epoch: number;
  readonly close: () => Promise<void>;
};
export type OfficeSize = {
  readonly processes: number;
  readonly registers: number;
  readonly cards: number;
};

export async function openOffice(folder: string, size: OfficeSize): Promise<Office> {
  const given = process.env['HOLDFAST_TEST_DATABASE_URL'] ?? '';
  const postgres = given === '' ? await startPostgres() : undefined;
  const schema = `proof_${randomBytes(6).toString('hex')}`;
  const address = { url: postgres?.url ?? given, schema };
  const ports = { folder, address, clock: systemClock, chance: systemChance };
  const headquarters = must(await openHeadquarters(ports));
  const token = randomBytes(24).toString('hex');
  await createChannel(headquarters, { id: channel, name: 'Proof', token });
  const name = { en: 'Harbour Street', zh: '海港街' };
  const store = { store: 'S1', name, address: name, currency: 'USD', rates: [], channel };
  must(await saveStore(headquarters, store));
  const registers = registerNames(size.registers);
  let epoch = 0;
  for (const id of registers) {
    await saveRegister(headquarters, { id, name: id, store: store.store });
    const { code } = must(await createActivationCode(headquarters, id));
    const activation = await activateRegister(headquarters, channel, { code, device: 'proof' });
    epoch = must(activation).epoch;
  }
  const cards = Array.from({ length: size.cards }, (_, index) => instrumentNumber(index + 1));
  const card = { kind: 'giftCard', amount: minor(cardWorth), currency: 'USD' } as const;
  for (const number of cards) must(await createInstrument(headquarters, { ...card, number }));
  const started = Array.from({ length: size.processes }, () => startOffice({ folder, address }));
  const offices = await Promise.all(started);
  return {
    headquarters,
    urls: offices.map(({ url }) => url),
    token,
    registers,
    cards,
    epoch,
    close: async () => {
      for (const { child } of offices) await kill(child);
      await headquarters.db.query.schema.dropSchema(schema).cascade().execute();
      await headquarters.db.close();
      await postgres?.stop();
    },
  };
}

async function startOffice(keeping: object): Promise<{ child: ChildProcess; url: string }> {
  const program = fileURLToPath(new URL('./office.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(keeping)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(createInterface(child.stdout), 'line');
  return { child, url: String(url) };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
