/** A day's shifts to look at: one open, one suspended, one to be counted, three closed. */
import { shiftParts } from '../../../main/register/shiftparts.ts';
import { shiftWords } from '../../../main/register/shiftwords.ts';
import type { ShiftReport, ShiftRow, Shifts } from '../../../shared/bridge/shift.ts';
import type { Language } from '../../../shared/identity.ts';
import { minor, type Currency } from '../../../shared/money.ts';
import { addSums, shiftFigures, type Declared, type ShiftSum } from '../../../shared/shift.ts';

const person = { en: 'Mei Lin', zh: '林梅' };
const other = { en: 'Tomás Ortega', zh: '周航' };

const row = (number: number, change: Partial<ShiftRow>): ShiftRow => ({
  id: `shift-${number}`,
  name: `R02-S${String(number).padStart(4, '0')}`,
  state: 'closed',
  openedAt: `2026-03-0${number}T08:02:00.000Z`,
  openedBy: person,
  changedAt: `2026-03-0${number}T17:31:00.000Z`,
  changedBy: other,
  currency: 'USD',
  total: minor(284_015),
  sales: 64,
  difference: minor(0),
  pending: 0,
  exception: false,
  ...change,
});

export const sampleShifts = (open: boolean, currency: Currency): Shifts => ({
  open: open ? row(7, { state: 'open', pending: 3, currency }) : null,
  waiting: [
    row(6, { state: 'blindClosed', currency, changedAt: '2026-03-10T08:01:00.000Z' }),
    row(5, {
      state: 'suspended',
      currency,
      changedAt: '2026-03-10T07:58:00.000Z',
      changedBy: person,
    }),
  ],
  closed: [
    row(4, { pending: 2, currency }),
    row(3, { exception: true, currency }),
    row(2, { currency }),
  ],
});

const sums: readonly ShiftSum[] = [
  { what: 'opened', count: 1, amount: minor(20_000) },
  { what: 'sale', count: 31, amount: minor(120_450) },
  { what: 'return', count: 2, amount: minor(-3820) },
  { what: 'discount', count: 4, amount: minor(1250) },
  { what: 'tax', count: 33, amount: minor(7890) },
  { what: 'online', count: 30, amount: minor(104_200) },
  { what: 'offline', count: 3, amount: minor(12_430) },
  { what: 'void', count: 1, amount: minor(1999) },
  { what: 'drawer', count: 2, amount: minor(0) },
  { what: 'in:cash', count: 17, amount: minor(61_240) },
  { what: 'out:cash', count: 1, amount: minor(1200) },
  { what: 'in:card', count: 14, amount: minor(56_590) },
  { what: 'float', count: 1, amount: minor(5000) },
  { what: 'safeDrop', count: 1, amount: minor(40_000) },
];
const cash: Declared = { kind: 'cash', amount: minor(44_990), counts: [] };
/** What a store adds that takes euros. */
const euroSums: readonly ShiftSum[] = [
  { what: 'in:currency', count: 2, amount: minor(3798) },
  { what: 'foreign:EUR', count: 2, amount: minor(3500) },
];
const euros: Declared = { kind: 'currency', currency: 'EUR', amount: minor(3000), counts: [] };

/** Shift 6 waits to be closed, 8 to be counted; 8 and 9 took euros as well. */
export function sampleReport(shift: string | null, language: Language): ShiftReport {
  const uncounted = shift === null || shift === 'shift-8';
  const closed = !uncounted && shift !== 'shift-6';
  const foreign = shift === 'shift-8' || shift === 'shift-9';
  const figures = foreign
    ? shiftFigures(addSums(sums, euroSums), uncounted ? null : [cash, euros])
    : shiftFigures(addSums(sums), uncounted ? null : [cash]);
  const chinese = language === 'zh-CN';
  const currency = chinese ? 'CNY' : 'USD';
  return {
    row: row(7, { state: closed ? 'closed' : 'open', pending: closed ? 2 : 3, currency }),
    tenders: figures.tenders,
    currencies: figures.currencies,
    uncounted,
    paper: {
      kind: 'report',
      language,
      currency,
      at: '2026-03-10T10:42:00.000Z',
      value: figures.total,
      parts: [
        { part: 'title', text: shiftWords[language][closed ? 'z' : 'x'] },
        { part: 'centre', text: chinese ? '海港街店' : 'Harbour Street' },
        { part: 'rule' },
        { part: 'pair', left: chinese ? '班次' : 'Shift', right: 'R02-S0007' },
        { part: 'rule' },
        ...shiftParts({ currency, language, figures, waiting: closed ? null : 3 }),
        ...(closed
          ? ([
              {
                part: 'box',
                title: chinese ? '暂定' : 'PROVISIONAL',
                text: chinese
                  ? '尚有 2 条记录未获总部确认，金额不会改变。'
                  : '2 entries are not yet confirmed by head office. The figures stay as they are.',
              },
            ] as const)
          : []),
      ],
    },
  };
}
