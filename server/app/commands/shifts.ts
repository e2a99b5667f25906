/** `shifts list`: the newest shifts of all registers or of one, with their figures as posted. */
import { shiftRows } from '../../headquarters/shiftrows.ts';
import { failed, found, tableLines, type Command } from '../console.ts';
import { withHeadquarters } from './open.ts';

export const listShifts: Command = {
  usage: 'shifts list [<register>]',
  does: 'Shows the newest shifts: state, sales posted, difference of the cash, whether the closing agrees.',
  run: async (console, [register]) =>
    withHeadquarters(console, async ({ db }) => {
      const listed = await shiftRows(db.query, register ?? null);
      if (!listed.ok) return failed(console, listed.fault);
      const rows = listed.value.rows.map((row) => [
        row.name,
        row.state,
        row.openedAt,
        row.changedAt,
        String(row.sales),
        String(row.total),
        row.difference === null ? '-' : String(row.difference),
        row.agrees ? 'agrees' : 'DIFFERS',
      ]);
      const heading = [
        'shift',
        'state',
        'opened',
        'changed',
        'sales',
        'total',
        'difference',
        'closing',
      ];
      found(console, { shifts: listed.value.rows }, tableLines([heading, ...rows]));
      return 0;
    }),
};
