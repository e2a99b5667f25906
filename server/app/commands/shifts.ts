/** `shifts list`: the newest shifts of all registers or of one, with their figures as posted. */
import { shiftRows } from '../../headquarters/shiftrows.ts';
import { failed, tableLines, type Command } from '../console.ts';
import { withHeadquarters } from './open.ts';

export const listShifts: Command = {
  usage: 'shifts list [<register>]',
  does: 'Shows the newest shifts: state, sales posted, difference of the cash, whether the closing agrees.',
  run: async (console, [register]) =>
    withHeadquarters(console, async ({ db }) => {
      const found = await shiftRows(db.query, register ?? null);
      if (!found.ok) return failed(console, found.fault);
      const rows = found.value.rows.map((row) => [
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
      for (const line of tableLines([heading, ...rows])) console.say(line);
      return 0;
    }),
};
