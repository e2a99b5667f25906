/** The paper of a shift: an X while it goes on, its Z once it is closed. A Z is printed from the figures that were sealed with it. */
import { assert } from '../../shared/fault.ts';
import type { Instant, StaffId } from '../../shared/identity.ts';
import { inLanguage } from '../../shared/notation.ts';
import type { Paper, ReceiptText } from '../../shared/receipt.ts';
import {
  shiftFigures,
  shiftName,
  type Declared,
  type ShiftId,
  type ShiftSum,
} from '../../shared/shift.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { readEntries } from '../database/journal.ts';
import type { Database } from '../database/open.ts';
import { findStaff } from '../database/people.ts';
import { findShift, readShiftSums, unansweredOf, type Shift } from '../database/shifts.ts';
import type { Desk } from './desk.ts';
import { dayText, timeText } from './figures.ts';
import { readPlace } from './place.ts';
import { readLanguage } from './preference.ts';
import { shiftParts } from './shiftparts.ts';
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
      ...shiftParts({ currency: shift.currency, language, figures, waiting: isZ ? null : pending }),
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
