/** What a replay tells at its end. */
import { decimalText, minor } from '../../shared/money.ts';
import { fileCurrency, type Invoice } from './invoices.ts';
import { oddities, type Oddity } from './oddities.ts';
import type { Replayed } from './run.ts';
import type { Sums } from './tieout.ts';

const money = (pence: number): string => decimalText(minor(pence), fileCurrency).padStart(12);
const row = (name: string, sums: Sums): string =>
  `  ${name.padEnd(22)} ${String(sums.count).padStart(6)} ${money(sums.sales)} ${money(sums.returns)} ${money(sums.sales + sums.returns)}`;

/** The report as lines; the special lines of the file are all named, grouped by their reason. */
export function reportOf(
  invoices: readonly Invoice[],
  { tied, rung, cuts, wallet }: Replayed,
): string[] {
  const offline = rung.filter((sale) => sale.completedOffline).length;
  const cutCount = Object.values(cuts).reduce((sum, count) => sum + count, 0);
  return [
    ...oddLines(oddities(invoices)),
    '',
    `Line cuts: ${cutCount} (${Object.entries(cuts)
      .map(([moment, count]) => `${moment} ${count}`)
      .join(', ')})`,
    `Sales completed offline: ${offline} of ${rung.length}; credit memos issued ${wallet.memosKept()}, spent again ${wallet.memosSpent()}`,
    '',
    `  ${fileCurrency.padEnd(22)} ${'number'.padStart(6)} ${'sales'.padStart(12)} ${'returns'.padStart(12)} ${'together'.padStart(12)}`,
    row('the file', tied.file),
    row('the register', tied.register),
    row("headquarters' ledger", tied.ledger),
    '',
    ...tied.books.accounts.map(
      (account) => `  ${account.account.padEnd(22)} ${money(account.balance)} ${account.currency}`,
    ),
    '',
    ...(tied.differences.length === 0
      ? ['Everything ties out to the penny: no difference, no exception, no lock left.']
      : [
          `${tied.differences.length} differences:`,
          ...tied.differences.slice(0, 50).map((difference) => `  ${difference}`),
        ]),
  ];
}

function oddLines(odd: readonly Oddity[]): string[] {
  const byReason = Map.groupBy(odd, (oddity) => oddity.reason);
  return [
    `Lines that needed special treatment: ${odd.length}`,
    ...[...byReason].flatMap(([reason, members]) => [
      `  ${reason} (${members.length})`,
      ...inColumns(members.map((member) => `${member.invoice}:${member.row}`)),
    ]),
  ];
}

const perLine = 10;

/** `invoice:row`, ten to a line. */
function inColumns(names: readonly string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += perLine)
    lines.push(`    ${names.slice(at, at + perLine).join('  ')}`);
  return lines;
}
