/** Routes of gift cards, credit memos and their locks. */
import { z } from 'zod';
import { ok } from '../../../shared/fault.ts';
import { headOfficePaths as paths } from '../../../shared/wire/headoffice.ts';
import {
  blockInstrumentSchema,
  breakLockSchema,
  instrumentDetailSchema,
  instrumentRefSchema,
  instrumentsQuerySchema,
  instrumentsSchema,
  issueInstrumentSchema,
} from '../../../shared/wire/instruments.ts';
import { hash } from '../../../shared/wire/parts.ts';
import { breakLock } from '../breaking.ts';
import { instrumentHistory, instrumentRows } from '../instrumentrows.ts';
import { blockInstrument, createInstrument } from '../instruments.ts';
import { noAnswer, type Office } from './door.ts';

export function serveInstruments({ read, change }: Office): void {
  read(
    paths.instruments,
    {
      query: instrumentsQuerySchema,
      answer: instrumentsSchema,
      about: 'Gift cards or credit memos with who holds them.',
    },
    async (query, headquarters) => ok(await instrumentRows(headquarters, query)),
  );
  read(
    paths.instrument,
    {
      query: z.object({ key: hash }),
      answer: instrumentDetailSchema,
      about: 'One instrument with its postings and locks.',
    },
    ({ key }, headquarters) => instrumentHistory(headquarters, key),
  );
  change(
    paths.instruments,
    {
      permission: 'instruments',
      body: issueInstrumentSchema,
      answer: instrumentRefSchema,
      about: 'Issues an instrument from head office.',
    },
    (body, { headquarters, by }) => createInstrument(headquarters, body, by),
  );
  change(
    paths.blockInstrument,
    {
      permission: 'instruments',
      body: blockInstrumentSchema,
      answer: noAnswer,
      about: 'Blocks an instrument or opens it again.',
    },
    ({ key, blocked, note }, { headquarters, by }) =>
      blockInstrument(headquarters, key, blocked, note, by),
  );
  change(
    paths.breakLock,
    {
      permission: 'locks',
      body: breakLockSchema,
      answer: noAnswer,
      about: 'Breaks a lock; a second person signs in for it. A sale that arrives later is late.',
    },
    async ({ request, reason, note, second }, { headquarters, approve }) => {
      const approved = await approve(second, 'locks', `${reason}: ${note}`);
      return approved.ok ? breakLock(headquarters, request, approved.value) : approved;
    },
  );
}
