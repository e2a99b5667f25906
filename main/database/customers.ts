/** The customers that head office sent, found by any word of their names, by number, e-mail, or any part of their phone number. */
import { z } from 'zod';
import type { Customer } from '../../shared/customer.ts';
import { assert } from '../../shared/fault.ts';
import type { CustomerId } from '../../shared/identity.ts';
import { parsed } from './parsed.ts';
import { all, insert, one, run, type Connection } from './statement.ts';
import type { Writer } from './transaction.ts';
import { codeKey, searchExpression, spaced } from './words.ts';

type Row = {
  readonly id: CustomerId;
  readonly account: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly phone: string;
  readonly email: string;
  readonly cards: string;
};

const cards = z.array(z.string());
const columns = 'c.id, c.account, c.name_en, c.name_zh, c.phone, c.email, c.cards';

const toCustomer = (row: Row): Customer => ({
  id: row.id,
  number: row.account,
  name: { en: row.name_en, zh: row.name_zh },
  phone: row.phone,
  email: row.email,
  cards: parsed(cards, row.cards, 'cards of a customer'),
});

/** Fewer digits than this find nobody by the middle of a phone number. */
const fewestDigits = 3;

/** A phone number's digits from each of them on: words begin with what is typed, so any part of the number is found. */
function tails(phone: string): string[] {
  const digits = phone.replaceAll(/\D/g, '');
  return Array.from(digits, (_, at) => digits.slice(at)).filter(
    (tail) => tail.length >= fewestDigits,
  );
}

const customerWords = ({ number, name, phone, email }: Customer): string =>
  [name.en, name.zh, number, email].map(spaced).concat(tails(phone)).join(' ');

/** Puts the customer in, over an earlier row of the id. */
export function putCustomer(db: Writer, customer: Customer): void {
  dropCustomer(db, customer.id);
  const { id, number: account, name, phone, email } = customer;
  const number = insert(
    db,
    `INSERT INTO customer (id, account, name_en, name_zh, phone, email, cards) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [id, account, name.en, name.zh, phone, email, JSON.stringify(customer.cards)],
  );
  assert(number !== undefined, 'a customer that was put in has a row');
  for (const code of new Set([account, ...customer.cards].map(codeKey))) {
    run(db, 'INSERT INTO customer_code (code, customer) VALUES (?, ?)', [code, number]);
  }
  const words = customerWords(customer);
  run(db, 'INSERT INTO customer_words (rowid, words) VALUES (?, ?)', [number, words]);
}

/** Takes the customer out, with words and codes. */
export function dropCustomer(db: Writer, id: CustomerId): void {
  const row = one<{ number: number }>(db, 'SELECT number FROM customer WHERE id = ?', [id]);
  if (row === undefined) return;
  run(db, 'DELETE FROM customer WHERE number = ?', [row.number]);
  run(db, 'DELETE FROM customer_words WHERE rowid = ?', [row.number]);
}

/** Takes at most `limit` customers out that are not staged: what a full load no longer names. Answers how many they were. */
export function dropUnstaged(db: Writer, limit: number): number {
  const gone = all<{ id: CustomerId }>(
    db,
    `SELECT c.id FROM customer c
     WHERE NOT EXISTS (SELECT 1 FROM feed_row f WHERE f.job = '1010' AND f.id = c.id) LIMIT ?`,
    [limit],
  );
  for (const { id } of gone) dropCustomer(db, id);
  return gone.length;
}

export function findCustomer(db: Connection, id: CustomerId): Customer | null {
  const row = one<Row>(db, `SELECT ${columns} FROM customer c WHERE c.id = ?`, [id]);
  return row === undefined ? null : toCustomer(row);
}

/** The customer whose number or card this is, as scanned or typed. */
export function findByCard(db: Connection, code: string): Customer | null {
  const row = one<Row>(
    db,
    `SELECT ${columns} FROM customer_code k JOIN customer c ON c.number = k.customer
     WHERE k.code = ? ORDER BY c.id LIMIT 1`,
    [codeKey(code)],
  );
  return row === undefined ? null : toCustomer(row);
}

/** What was typed, as words: the parts of a phone number that spaces and signs divide are one. */
const asTyped = (text: string): string =>
  /^[\d\s()+./-]+$/.test(text) ? text.replaceAll(/\D/g, '') : text;

/** Customers by what was typed, the best first; by name when nothing was. */
export function searchCustomers(db: Connection, text: string, limit: number): Customer[] {
  const words = searchExpression(asTyped(text));
  if (words === null) {
    if (text.trim() !== '') return [];
    const first = `SELECT ${columns} FROM customer c ORDER BY c.name_en, c.id LIMIT ?`;
    return all<Row>(db, first, [limit]).map(toCustomer);
  }
  return all<Row>(
    db,
    `SELECT ${columns} FROM customer_words w JOIN customer c ON c.number = w.rowid
     WHERE w.customer_words MATCH ? ORDER BY w.rank, c.name_en, c.id LIMIT ?`,
    [words, limit],
  ).map(toCustomer);
}
