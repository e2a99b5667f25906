/** The paper of a shift: an X while it goes on, its Z once it is closed. A Z is printed from the figures that were sealed with it. */
import { assert } from '../../shared/fault.ts';
import type { Instant, Language, StaffId } from '../../shared/identity.ts';
import type { Minor } from '../../shared/money.ts';
import { inLanguage } from '../../shared/notation.ts';
import type { Paper, ReceiptText } from '../../shared/receipt.ts';
import {
  shiftFigures,
  shiftName,
  type Declared,
  type ShiftFigures,
  type ShiftId,
  type ShiftSum,
  type TenderFigure,
} from '../../shared/shift.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { readEntries } from '../database/journal.ts';
import type { Database } from '../database/open.ts';
import { findStaff } from '../database/people.ts';
import { findShift, readShiftSums, unansweredOf, type Shift } from '../database/shifts.ts';
import type { Desk } from './desk.ts';
import { amountText, dayText, moneyText, timeText } from './figures.ts';
import { readPlace } from './place.ts';
import { readLanguage } from './preference.ts';
import { shiftWords } from './shiftwords.ts';

/** The sums and the count of a shift: as sealed with its closing, else as they stand now. */
export function shiftFacts(
  db: Database,
  shift: Shift,
): { readonly sums: readonly ShiftSum[]; readonly declared: readonly Declared[] | null } {
  const entry = shift.closing === null ? undefined : readEntries(db, [shift.closing])[0];
  const content = entry === undefined ? undefined : readEntry(entry);
  if (content?.ok === true && content.value.body.kind === 'shift') {
    const { did } = content.value.body.shift;
    if (did.act === 'closed') return did;
  }
  return { sums: readShiftSums(db, shift.id), declared: shift.declared };
}

const rule: ReceiptText = { part: 'rule' };
const pair = (left: string, right: string): ReceiptText => ({ part: 'pair', left, right });

/** The report in the register's language; null before the first feed told which store this is. */
export function shiftPaper(desk: Desk, id: ShiftId, copy: boolean): Paper | null {
  const { db, clock } = desk.ports;
  const shift = findShift(db, id);
  assert(shift !== null, 'a report is of a shift');
  const place = readPlace(db);
  if (!place.ok) return null;
  const { configuration, identity } = place.value;
  const language = readLanguage(db);
  const words = shiftWords[language];
  const isZ = shift.state === 'closed';
  const { sums, declared } = shiftFacts(db, shift);
  const figures = shiftFigures(sums, declared);
  const facts: Facts = { shift, language, figures };
  const who = (staff: StaffId): string =>
    inLanguage(findStaff(db, staff)?.name ?? { en: staff, zh: staff }, language);
  const when = (at: Instant): string => `${dayText(at, language)} ${timeText(at, language)}`;
  const pending = unansweredOf(db, shift.id);
  return {
    kind: 'report',
    language,
    currency: shift.currency,
    at: isZ && !copy ? shift.changedAt : clock.now(),
    value: figures.total,
    parts: [
      { part: 'title', text: isZ ? words.z : words.x },
      { part: 'centre', text: inLanguage(configuration.name, language) },
      ...(copy ? [{ part: 'centre', text: words.copy, strong: true } as const] : []),
      rule,
      pair(words.shift, shiftName(identity.registerName, shift.number)),
      pair(words.opened, `${when(shift.openedAt)} ${who(shift.openedBy)}`),
      pair(words.closed, isZ ? `${when(shift.changedAt)} ${who(shift.changedBy)}` : words.goesOn),
      rule,
      ...['sale', 'return', 'exchange'].flatMap((what) => sumParts(facts, what, what === 'sale')),
      {
        part: 'pair',
        left: words.total,
        right: money(facts, figures.total),
        strong: true,
        large: true,
      },
      ...['discount', 'tax', 'giftCards'].flatMap((what) => sumParts(facts, what, false)),
      ...['void', 'drawer', 'reprint'].flatMap((what) => sumParts(facts, what, true)),
      rule,
      ...['online', 'offline'].flatMap((what) => sumParts(facts, what, true)),
      ...(isZ ? [] : [pair(words.waiting, String(pending))]),
      ...figures.tenders.flatMap((tender) => tenderParts(facts, tender)),
      ...(isZ
        ? [
            pending > 0
              ? ({
                  part: 'box',
                  title: words.provisional,
                  text: words.provisionalText(pending),
                } as const)
              : ({ part: 'box', title: words.final, text: words.finalText } as const),
          ]
        : []),
    ],
  };
}

type Facts = {
  readonly shift: Shift;
  readonly language: Language;
  readonly figures: ShiftFigures;
};

const money = ({ shift, language }: Facts, amount: Minor): string =>
  moneyText(amount, shift.currency, language);
const plain = ({ shift, language }: Facts, amount: Minor): string =>
  amountText(amount, shift.currency, language);

/** "Sales 31    1,204.50"; what never happened is left out unless `always`. */
function sumParts(facts: Facts, what: string, always: boolean): ReceiptText[] {
  const { count, amount } = facts.figures.sum(what);
  if (count === 0 && !always) return [];
  const name = shiftWords[facts.language][what as 'sale'];
  const counts = what === 'drawer' || what === 'reprint';
  return [
    counts
      ? pair(name, String(count))
      : pair(
          what === 'discount' || what === 'tax' ? name : `${name}  ${count}`,
          plain(facts, amount),
        ),
  ];
}

function tenderParts(facts: Facts, tender: TenderFigure): ReceiptText[] {
  const words = shiftWords[facts.language];
  const line = (name: string, amount: Minor): ReceiptText[] =>
    amount === 0 ? [] : [pair(name, plain(facts, amount))];
  const less = (what: 'removal' | 'safeDrop' | 'bankDrop'): ReceiptText[] =>
    tender.kind === 'cash' ? line(words[what], -facts.figures.sum(what).amount as Minor) : [];
  const name = (words.tenders as Readonly<Record<string, string>>)[tender.kind] ?? tender.kind;
  return [
    rule,
    { part: 'text', text: name },
    ...(tender.kind === 'cash' ? [pair(words.opening, plain(facts, tender.opening))] : []),
    ...line(words.come, tender.come),
    ...line(words.gone, -tender.gone as Minor),
    ...line(words.float, tender.added),
    ...less('removal'),
    ...less('safeDrop'),
    ...less('bankDrop'),
    { part: 'pair', left: words.expected, right: plain(facts, tender.expected), strong: true },
    pair(words.counted, tender.counted === null ? words.notCounted : plain(facts, tender.counted)),
    ...(tender.difference === null
      ? []
      : [
          {
            part: 'pair' as const,
            left:
              tender.difference === 0
                ? words.exact
                : tender.difference > 0
                  ? words.over
                  : words.short,
            right: plain(facts, tender.difference),
            strong: true,
          },
        ]),
  ];
}
