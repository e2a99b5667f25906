/** `ledger verify`: proves the books (DESIGN section 10). */
import { books } from '../../headquarters/books.ts';
import { decimalText, minor } from '../../../shared/money.ts';
import { tableLines, type Command } from '../console.ts';
import { withHeadquarters } from './open.ts';

export const verifyLedger: Command = {
  usage: 'ledger verify',
  does: 'Proves that every balance is the sum of its postings and every book adds up to nothing; fails when one does not.',
  run: async (console) =>
    withHeadquarters(console, async (headquarters) => {
      const proof = await books(headquarters);
      const accounts = proof.accounts.map(({ account, currency, balance }) => [
        account,
        currency,
        decimalText(minor(balance), currency),
      ]);
      for (const line of tableLines(accounts)) console.say(line);
      console.say(
        `${proof.instruments} instruments, ${proof.books} books, ${proof.postings} postings.`,
      );
      for (const flaw of proof.flaws) console.say(`Wrong: ${flaw}`);
      console.say(
        proof.sound
          ? 'The books are right.'
          : `The books are wrong in ${proof.flaws.length} places.`,
      );
      return proof.sound ? 0 : 1;
    }),
};
