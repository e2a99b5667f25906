/** Routes of gift cards, credit memos and their locks. */
import { ok } from '../../../shared/fault.ts';
import { headOfficePaths as paths } from '../../../shared/wire/headoffice.ts';
import {
  adjustInstrumentSchema,
  blockInstrumentSchema,
  breakLockSchema,
  expireInstrumentSchema,
  findInstrumentSchema,
  foundInstrumentSchema,
  instrumentDetailSchema,
  instrumentQuerySchema,
  instrumentRefSchema,
  instrumentsQuerySchema,
  instrumentsSchema,
  issueInstrumentSchema,
} from '../../../shared/wire/instruments.ts';
import { adjustInstrument } from '../adjusting.ts';
import { breakLock } from '../breaking.ts';
import { expireInstrument } from '../expiring.ts';
import { instrumentHistory } from '../instrumentdetail.ts';
import { findByNumber, instrumentRows } from '../instrumentrows.ts';
import { blockInstrument } from '../instruments.ts';
import { issueInstrument } from '../issuing.ts';
import { noAnswer, type Office } from './door.ts';

export function serveInstruments({ read, ask, change }: Office): void {
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
      query: instrumentQuerySchema,
      answer: instrumentDetailSchema,
      about: 'One instrument with its postings and locks.',
    },
    ({ key, ...page }, headquarters) => instrumentHistory(headquarters, key, page),
  );
  ask(
    paths.findInstrument,
    {
      body: findInstrumentSchema,
      answer: foundInstrumentSchema,
      about: 'The instrument with a whole number.',
    },
    ({ number }, headquarters) => findByNumber(headquarters, number),
  );
  const permission = 'instruments';
  change(
    paths.instruments,
    {
      permission,
      body: issueInstrumentSchema,
      answer: instrumentRefSchema,
      about: 'Issues an instrument from head office.',
    },
    (body, { headquarters, by }) => issueInstrument(headquarters, body, by),
  );
  change(
    paths.adjustInstrument,
    {
      permission,
      body: adjustInstrumentSchema,
      answer: noAnswer,
      about: 'Corrects a balance, with a reason.',
    },
    (body, { headquarters, by }) => adjustInstrument(headquarters, body, by),
  );
  change(
    paths.expireInstrument,
    {
      permission,
      body: expireInstrumentSchema,
      answer: noAnswer,
      about: 'Writes off what is left of an instrument whose validity is over.',
    },
    ({ key, note }, { headquarters, by }) => expireInstrument(headquarters, key, note, by),
  );
  change(
    paths.blockInstrument,
    {
      permission,
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
