import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer, Entry } from '../../../shared/entry.ts';
import { minor } from '../../../shared/money.ts';
import {
  answerCursor,
  answerOf,
  countExceptions,
  isAnswerOwed,
  latestAnswered,
  restartAnswers,
  saveAnswers,
} from '../../../main/database/answers.ts';
import { applyHeld } from '../../../main/database/grants.ts';
import { nextHold } from '../../../main/database/holds.ts';
import { openTill, type Till } from '../sync/till.ts';

let till: Till;
beforeEach(() => {
  till = openTill();
});
afterEach(() => till.close());

const answerTo = (entry: Entry, facts: Partial<Answer> = {}): Answer => ({
  register: 'S01-R02',
  hash: entry.hash,
  number: 1,
  state: 'posted',
  amounts: [{ last4: '0017', taken: minor(3000), missing: minor(0) }],
  at: '2026-11-22T10:05:00.000Z',
  ...facts,
});

function cardSale(): Entry {
  till.sell(3000);
  till.ask('a1');
  const hold = nextHold(till.db, till.chance);
  applyHeld(
    till.db,
    hold,
    { epoch: 1, results: { a1: { state: 'granted', grant: till.grant('a1') } } },
    { verify: till.verify, seal: till.seal, at: till.clock.now() },
  );
  return till.commit();
}

it('R4: a spent request is done when its entry is answered, and the witness may forget the entry', () => {
  const entry = cardSale();
  expect([till.state('a1'), isAnswerOwed(till.db)]).toEqual(['spent', true]);
  expect(saveAnswers(till.db, [answerTo(entry)], 7)).toEqual([entry.hash]);
  expect([till.state('a1'), isAnswerOwed(till.db), answerCursor(till.db)]).toEqual([
    'done',
    false,
    7,
  ]);
  expect(answerOf(till.db, entry.hash)).toEqual(answerTo(entry));
  expect(latestAnswered(till.db, 10)).toEqual([entry.hash]);
});

it('takes the same answers again, and a newer one instead of the older', () => {
  const entry = cardSale();
  saveAnswers(till.db, [answerTo(entry, { state: 'exception' })], 7);
  saveAnswers(till.db, [answerTo(entry, { state: 'exception' })], 7);
  expect(countExceptions(till.db)).toBe(1);
  saveAnswers(till.db, [answerTo(entry)], 8);
  expect([countExceptions(till.db), answerOf(till.db, entry.hash)?.state]).toEqual([0, 'posted']);
});

it('keeps an answer for an entry that was lost here, but no answer of another register', () => {
  const lost = answerTo({ hash: 'c'.repeat(64), content: '' });
  const foreign = answerTo({ hash: 'd'.repeat(64), content: '' }, { register: 'S01-R09' });
  expect(saveAnswers(till.db, [lost, foreign], 3)).toEqual([]);
  expect([answerOf(till.db, lost.hash)?.state, answerOf(till.db, foreign.hash)]).toEqual([
    'posted',
    null,
  ]);
  expect(latestAnswered(till.db, 10)).toEqual([]);
});

it('hears all answers again after a restart', () => {
  saveAnswers(till.db, [], 12);
  restartAnswers(till.db);
  expect(answerCursor(till.db)).toBe(0);
});
