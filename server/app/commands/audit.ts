/** `audit verify`: proves that nobody changed or removed a row of the audit. */
import { proveAudit, type AuditFlaw } from '../../headquarters/auditchain.ts';
import { found, type Command } from '../console.ts';
import { withHeadquarters } from './open.ts';

const saying: Readonly<Record<AuditFlaw['why'], (number: number) => string>> = {
  missing: (number) => `Row ${number} is missing.`,
  unsealed: (number) => `Row ${number} has no seal.`,
  changed: (number) => `Row ${number} was changed, or a row before it was taken out.`,
  head: (number) => `Row ${number} is not the newest that was written.`,
};

export const verifyAudit: Command = {
  usage: 'audit verify [<number> <seal>]',
  does: 'Proves that no row of the audit was changed or removed; fails and names the first that was. A seal noted earlier proves the past, too.',
  run: async (console, [number, hash]) => {
    const noted =
      number === undefined || hash === undefined ? undefined : { number: Number(number), hash };
    if (number !== undefined && (noted === undefined || !/^\d{1,15}$/.test(number))) {
      console.say(
        'Give the number of a row together with its seal, as an earlier proof said them.',
      );
      return 2;
    }
    return withHeadquarters(console, async (headquarters) => {
      const { rows, newest, flaws } = await proveAudit(headquarters, { noted });
      const [first] = flaws;
      const lines = first
        ? [
            `The audit is broken. ${saying[first.why](first.number)}`,
            ...flaws.slice(1).map((flaw) => saying[flaw.why](flaw.number)),
          ]
        : [
            `${rows} rows, as they were written.`,
            `Newest row ${newest.number}, seal ${newest.hash}: keep it elsewhere.`,
          ];
      found(console, { sound: !first, rows, newest, flaws }, lines);
      return first ? 1 : 0;
    });
  },
};
