/** Numbers, PINs, passwords and tokens are planted in a whole day of real processes, and looked for in every byte that was written. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withCheckDigit } from '../../shared/barcode.ts';
import type { View } from '../../shared/bridge/view.ts';
import type { InstrumentKind } from '../../shared/instrument.ts';
import { minor, zero } from '../../shared/money.ts';
import { headOfficePaths } from '../../shared/wire/headoffice.ts';
import { startLocalServers, type LocalServers } from '../../server/app/local.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { createAccount } from '../../server/headquarters/accounts.ts';
import { runJob } from '../../server/headquarters/distribution.ts';
import { createInstrument } from '../../server/headquarters/instruments.ts';
import { saveStaff } from '../../server/headquarters/masters.ts';
import { hashPin } from '../../server/headquarters/pins.ts';
import { helps, makeBundle } from './bundle.ts';
import { copyRecords, person as planter, recordsOf } from './records.ts';
import { findSecrets, misplaced, type Secret } from './secret.ts';
import { newKey, startTill, type Till } from './tills.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-planted-'));
const log: string[] = [];
let servers: LocalServers;

const planted = {
  card: withCheckDigit('630088112233445'),
  cardWithPin: withCheckDigit('630077665544332'),
  unknown: withCheckDigit('630055443322110'),
  newCard: withCheckDigit('630066554433221'),
  asked: withCheckDigit('630044332211009'),
  memo: withCheckDigit('730199887766554'),
  cardPin: '918273645546',
  wrongCardPin: '827364554637',
  staffPin: '736455463728',
  wrongStaffPin: '645546372819',
  password: 'a password that is long enough',
  wrongPassword: 'a password that is quite wrong',
};
const secrets: Secret[] = Object.entries(planted).map(([name, text]) => ({ name, text }));
const person = { ...staff.meiLin, ...planter, pin: planted.staffPin };
const records: Secret[] = [];
const foundRecords = new Set<string>();
const goods = products[1]?.barcodes[0] ?? '';
const foundOnTheWay = new Set<string>();

/** Looks through all files as they are at this moment: a write-ahead log forgets later what it held. */
const look = (): void => {
  for (const found of findSecrets(folder, secrets)) foundOnTheWay.add(found);
  for (const found of findSecrets(folder, records)) foundRecords.add(found);
};

async function plant(): Promise<void> {
  const headquarters = servers.headquarters.act();
  const issue = async (kind: InstrumentKind, number: string, pin?: string): Promise<void> => {
    const made = { kind, number, pin, amount: minor(20_000), currency: 'USD' };
    expect((await createInstrument(headquarters, made)).ok).toBe(true);
  };
  await issue('giftCard', planted.card);
  await issue('giftCard', planted.asked);
  await issue('giftCard', planted.cardWithPin, planted.cardPin);
  await issue('creditMemo', planted.memo);
  const { pin, ...rest } = person;
  const pinHash = await hashPin(pin);
  records.push(...recordsOf(pinHash));
  await saveStaff(headquarters, { ...rest, pinHash });
  await runJob(headquarters, '1060', true, 'test');
  const { password } = planted;
  await createAccount(headquarters, { id: 'vera', name: 'Vera', role: 'finance', password });
}

async function signInAtHeadOffice(): Promise<void> {
  for (const password of [planted.wrongPassword, planted.password]) {
    const told = await axios.post(
      servers.headquarters.url + headOfficePaths.session,
      { account: 'vera', password },
      { proxy: false, validateStatus: () => true },
    );
    const token = /holdfast-session=(\w+)/.exec(String(told.headers['set-cookie']))?.[1];
    if (token !== undefined) secrets.push({ name: 'session', text: token });
  }
}

const held = (view: View): boolean => (view.cart?.held.length ?? 0) > 0 && view.ask === null;

async function pay(till: Till, kind: InstrumentKind, number: string, pin?: string): Promise<View> {
  const code = pin === undefined ? {} : { pin };
  await till.must({ command: 'payInstrument', kind, number, ...code, amount: null });
  return till.until('an answer', (view) => view.ask === null);
}

async function refused(till: Till, number: string, pin?: string): Promise<string | undefined> {
  const seen = await pay(till, 'giftCard', number, pin);
  await till.must({ command: 'dismissRefusal' });
  return seen.refusal?.fault.code;
}

async function startSale(till: Till): Promise<void> {
  await till.must({ command: 'scan', code: goods });
  await till.must({ command: 'openPayment' });
}

async function signIn(till: Till): Promise<void> {
  await till.must({ command: 'signIn', staff: person.id, pin: person.pin });
  // Refused when one is open already.
  await till.may({ command: 'openShift', amount: zero, counts: [] });
}

/** Ask, refuse, wrong PIN, pay, remainder, sell a card, suspend, void. */
async function morning(till: Till): Promise<void> {
  await till.until('the people', (view) => view.people.length > 0 && view.link.state === 'online');
  expect(
    await till.may({ command: 'signIn', staff: person.id, pin: planted.wrongStaffPin }),
  ).toMatchObject({ fault: { code: 'signIn.wrongPin' } });
  await signIn(till);
  // A card where goods belong, and a number in the search.
  expect((await till.may({ command: 'scan', code: planted.card })).ok).toBe(false);
  const search = { category: null, favourites: false, limit: 20 } as const;
  await till.query({ query: 'products', text: planted.card, ...search });
  const { cardWithPin: number, cardPin: pin } = planted;
  expect(await till.query({ query: 'balance', kind: 'giftCard', number, pin })).toMatchObject({
    value: { balance: 20_000 },
  });

  await startSale(till);
  expect(await refused(till, planted.unknown)).toBe('instrument.unknown');
  expect(await refused(till, number, planted.wrongCardPin)).toBe('instrument.wrongPin');
  await pay(till, 'giftCard', number, pin);
  await till.must({ command: 'complete' });
  look();

  await till.must({ command: 'newSale' });
  await startSale(till);
  await pay(till, 'creditMemo', planted.memo);
  await till.must({ command: 'complete' });
  look();
  await till.must({ command: 'printAgain' });

  await till.must({ command: 'newSale' });
  const amount = minor(2500);
  await till.must({ command: 'giftCard', purpose: 'issue', number: planted.newCard, amount });
  await till.until('the new card', (view) => view.cart?.lines.length === 1 && view.ask === null);
  await till.must({ command: 'openPayment' });
  await till.must({ command: 'payCash', amount });
  await till.until('the receipt', (view) => view.screen === 'receipt');
  await till.must({ command: 'newSale' });
  await till.must({ command: 'scan', code: goods });
  await till.must({ command: 'suspend' });
  await startSale(till);
  await pay(till, 'giftCard', planted.card);
  await till.must({ command: 'voidSale' });
}

/** Killed with a card held, then with one asked for and unanswered. */
async function noon(open: () => Till): Promise<Till> {
  let till = open();
  await till.until('the people', (view) => view.people.length > 0 && view.link.state === 'online');
  await signIn(till);
  await startSale(till);
  await pay(till, 'giftCard', planted.card);
  expect(held(await till.view())).toBe(true);
  await till.kill();
  look();

  till = open();
  await till.until('the people', (view) => view.people.length > 0 && view.link.state === 'online');
  await signIn(till);
  if ((await till.view()).cart !== null) await till.must({ command: 'voidSale' });
  await startSale(till);
  await servers.headquarters.stop();
  const ask = { command: 'payInstrument', kind: 'giftCard', amount: null } as const;
  await till.must({ ...ask, number: planted.asked });
  expect((await till.view()).ask).not.toBeNull();
  await till.kill();
  look();
  await servers.headquarters.start();

  till = open();
  await till.until('the people', (view) => view.people.length > 0 && view.link.state === 'online');
  return till;
}

const unzipped = join(folder, 'R-01-bundle');
const bug = `no such card ${planted.card}, pin: ${planted.cardPin}`;
let found: ReadonlySet<string>;

beforeAll(async () => {
  servers = await startLocalServers({
    folder: join(folder, 'servers'),
    seed: true,
    log: ({ text }) => void log.push(text),
  });
  await plant();
  const activationCode = servers.demonstration.activationCodes['R-01'] ?? '';
  secrets.push({ name: 'activationCode', text: activationCode });
  const options = {
    folder: join(folder, 'R-01'),
    channel: servers.channel.url,
    activationCode,
    key: newKey(),
  };
  const tills: Till[] = [];
  const open = (): Till => {
    const till = startTill(options);
    tills.push(till);
    return till;
  };
  const first = open();
  await morning(first);
  await first.stop();
  const [databaseKey = '', token = '', ...memos] = new Set(first.sealed);
  expect(databaseKey).toMatch(/^[0-9a-f]{64}$/);
  secrets.push({ name: 'databaseKey', text: databaseKey });
  await copyRecords(join(folder, 'R-01/register.db'), databaseKey, look);
  expect(token.length).toBeGreaterThan(20);
  expect(memos.length).toBeGreaterThan(0);
  secrets.push({ name: 'deviceToken', text: token });
  for (const memo of memos)
    secrets.push({ name: 'remainderMemo', text: memo, mayBeIn: /^R-01\/papers\/[^/]*-voucher-/ });
  await makeBundle(options, unzipped, bug);
  const last = await noon(open);
  await signInAtHeadOffice();
  await last.until('all to be sent', (view) => view.pending.count === 0);
  await last.stop();
  const { adminToken } = servers.channel.running();
  secrets.push({ name: 'adminToken', text: adminToken, mayBeIn: /channel-admin-token$/ });
  const channelToken = readFileSync(join(folder, 'servers/channel-token'), 'utf8').trim();
  secrets.push({ name: 'channelToken', text: channelToken, mayBeIn: /channel-token$/ });
  look();
  await servers.stop();
  writeFileSync(join(folder, 'services.log'), log.join('\n'));
  writeFileSync(join(folder, 'register.out'), tills.map((till) => till.said()).join('\n'));
  look();
  found = foundOnTheWay;
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('finds what it looks for: each kind of writing of a secret', () => {
  const place = mkdtempSync(join(folder, 'probe-'));
  const [secret] = secrets;
  if (!secret) throw new Error('nothing was planted');
  const { text } = secret;
  const writings = [
    `x${text}y`,
    `{"t":"${Buffer.from(`ab${text}cd`).toString('base64')}"}`,
    Buffer.from(text).toString('hex'),
    Buffer.from(text, 'utf16le'),
    text.replaceAll(/(.{4})/g, '$1 '),
  ];
  writings.forEach((bytes, index) => writeFileSync(join(place, String(index)), bytes));
  expect(findSecrets(place, [secret]).size).toBe(writings.length);
  rmSync(place, { recursive: true });
});

it('looked through database, log, witness, papers and what the processes said', () => {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const data = 'register.db register.db.backup register.db.key witness.log papers health.json logs';
  const own = data.split(' ').map((file) => `R-01/${file}`);
  const made = [...own, 'R-01-bundle/logs/register.log', 'register.out', 'services.log'];
  for (const file of made) expect(names).toContain(file);
  expect(names.filter((name) => name.endsWith('.sqlite')).length).toBeGreaterThanOrEqual(2);
  expect(log.length).toBeGreaterThan(0);
});

it('has a support bundle that helps, and has no name, receipt or goods in it', () => {
  helps(unzipped);
  const inside = [...foundRecords].filter((one) => one.includes(' in R-01-bundle'));
  expect(inside).toEqual(['schema in R-01-bundle/database.json']);
});

it('has numbers, PINs, passwords and tokens nowhere but where the design says', () => {
  expect(misplaced(found, secrets)).toEqual([]);
});

it('has sales, names, badges and hashes of PINs readable neither in the database nor in its log nor in its copy', () => {
  expect(misplaced(foundRecords, records)).toEqual([]);
  const names = [...foundRecords].map((place) => place.slice(0, place.indexOf(' in ')));
  expect(new Set(names), 'each of them is found where it may be').toEqual(
    new Set(records.map(({ name }) => name)),
  );
});

it('has a remainder memo on its paper voucher, and the services their own secrets in files of their own', () => {
  const places = [...found].map((place) => place.replace(/\d{4}-\d\d-\d\dT[\d-]+Z/, '<instant>'));
  expect(places.toSorted()).toEqual([
    'adminToken in servers/channel/channel-admin-token',
    'channelToken in servers/channel-token',
    'remainderMemo in R-01/papers/<instant>-voucher-1.txt',
    'remainderMemo in R-01/papers/<instant>-voucher-2.txt',
  ]);
});
