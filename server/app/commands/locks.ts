/** `locks list` and `locks break`: who holds which card, and the last resort of two persons (PROTOCOL section 5, Break). */
import { breakLock } from '../../headquarters/breaking.ts';
import { decimalText, minor } from '../../../shared/money.ts';
import { failed, found, readFlags, tableLines, type Command } from '../console.ts';
import { allowed } from './allowed.ts';
import { withHeadquarters } from './open.ts';

export const listLocks: Command = {
  usage: 'locks list',
  does: 'Shows every live lock with its holder.',
  run: async (console) =>
    withHeadquarters(console, async ({ db }) => {
      const locks = await db.query
        .selectFrom('lock')
        .selectAll()
        .where('state', '=', 'live')
        .orderBy('since')
        .execute();
      const rows = locks.map((lock) => [
        lock.request,
        lock.kind,
        lock.last4,
        `${decimalText(minor(lock.balance), lock.currency)} ${lock.currency}`,
        lock.register,
        lock.sale,
        lock.cashier,
        lock.since,
      ]);
      const heading = [
        'request',
        'kind',
        'ends in',
        'balance',
        'register',
        'sale',
        'cashier',
        'since',
      ];
      const told = locks.map(({ grant_json: _grant, fault_json: _fault, ...lock }) => lock);
      const lines =
        rows.length === 0 ? ['No instrument is locked.'] : tableLines([heading, ...rows]);
      found(console, { locks: told }, lines);
      return 0;
    }),
};

export const breakOne: Command = {
  usage: 'locks break <request> --by <account> --second <account> --reason <text>',
  does: 'Breaks a lock. Both passwords come from HOLDFAST_PASSWORD and HOLDFAST_SECOND_PASSWORD.',
  run: async (console, words) => {
    const { flags, rest } = readFlags(words);
    const request = rest[0];
    const [by, second, reason] = ['by', 'second', 'reason'].map((name) => flags.get(name) ?? '');
    if (request === undefined || !by || !second || !reason) {
      console.say('Name the request, both accounts and the reason.');
      return 2;
    }
    return withHeadquarters(console, async (headquarters) => {
      const first = await allowed(
        headquarters,
        { account: by, password: console.secret('HOLDFAST_PASSWORD') },
        'locks',
      );
      if (!first.ok) return failed(console, first.fault);
      const other = await allowed(
        headquarters,
        { account: second, password: console.secret('HOLDFAST_SECOND_PASSWORD') },
        'locks',
      );
      if (!other.ok) return failed(console, other.fault);
      const broken = await breakLock(headquarters, request, { by, second, reason });
      if (!broken.ok) return failed(console, broken.fault);
      console.say('The lock is broken. A sale that arrives later is late.');
      return 0;
    });
  },
};
