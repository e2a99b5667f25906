/** An entry's body that asks for a receipt by e-mail, as a register makes it. */
import type { EntryBody } from '../../../shared/entry.ts';
import { minor } from '../../../shared/money.ts';

export const askedByMail = (receipt: string, to: string): EntryBody => ({
  kind: 'audit',
  audit: {
    act: 'email',
    staff: 'emma',
    note: `${receipt} ${to}`,
    mail: {
      receipt,
      to,
      paper: {
        kind: 'receipt',
        language: 'en-US',
        currency: 'USD',
        at: '2026-03-02T09:00:00.000Z',
        value: minor(1250),
        parts: [{ part: 'title', text: 'Harbour Street' }],
      },
    },
  },
});
