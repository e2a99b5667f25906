/** A channel that tells of other registers what a test says. */
import type { StoreAsk } from '../../main/register/desk.ts';
import { fail, ok } from '../../shared/fault.ts';
import { zero } from '../../shared/money.ts';

/** Knows no sale; another register has one suspended, which never comes. */
export const falseStore = (): StoreAsk => ({
  journal: async () => ok({ rows: [] }),
  sale: async () => ok({ sale: null, registerName: '', elsewhere: [] }),
  suspended: async () =>
    ok([
      {
        sale: 'elsewhere',
        at: '2026-11-22T10:00:00.000Z',
        by: 'mei',
        items: 1,
        total: zero,
        registerName: 'R-01',
        away: null,
      },
    ]),
  fetch: async () => fail('suspend.noAnswer', { register: 'R-01' }),
});
