/** Routes of receipts by e-mail that did not go out. */
import { ok } from '../../../shared/fault.ts';
import { headOfficePaths as paths } from '../../../shared/wire/headoffice.ts';
import {
  giveUpMailSchema,
  mailsQuerySchema,
  mailsSchema,
  retriedMailsSchema,
  retryMailSchema,
} from '../../../shared/wire/mails.ts';
import { mailRows } from '../mailrows.ts';
import { giveUpMail, retryMail, retryMails } from '../resending.ts';
import { noAnswer, type Office } from './door.ts';

export function serveMails({ read, change }: Office): void {
  read(
    paths.mails,
    {
      query: mailsQuerySchema,
      answer: mailsSchema,
      about: 'Receipts by e-mail that failed, are still tried, or were given up, newest first.',
    },
    (query, { db }) => mailRows(db.query, query),
  );
  change(
    paths.retryMail,
    {
      permission: 'exceptions',
      body: retryMailSchema,
      answer: noAnswer,
      about: 'Sends a receipt by e-mail that failed again, also to another address.',
    },
    (body, { headquarters, by }) => retryMail(headquarters, body, by),
  );
  change(
    paths.retryMails,
    {
      permission: 'exceptions',
      answer: retriedMailsSchema,
      about: 'Sends all receipts by e-mail that failed again; answers how many.',
    },
    async (_body, { headquarters, by }) => ok({ retried: await retryMails(headquarters, by) }),
  );
  change(
    paths.giveUpMail,
    {
      permission: 'exceptions',
      body: giveUpMailSchema,
      answer: noAnswer,
      about: 'Gives a receipt by e-mail up, with a note.',
    },
    (body, { headquarters, by }) => giveUpMail(headquarters, body, by),
  );
}
