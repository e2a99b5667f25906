/** `ledger verify`: proves the books (DESIGN section 10). */
import { books } from '../../headquarters/books.ts';
import { decimalText, minor } from '../../../shared/money.ts';
import { found, tableLines, type Command } from '../console.ts';
import { withHeadquarters } from './open.ts';

export const verifyLedger: Command = {
  usage: 'ledger verify',
  does: 'Derives every balance from the postings anew, step by step, and proves that it is what is kept, that every book adds up to nothing and every sale was posted once; fails when one does not.',
  run: async (console) =>
    withHeadquarters(console, async (headquarters) => {
      const proof = await books(headquarters);
      const accounts = proof.accounts.map(({ account, currency, balance }) => [
        account,
        currency,
        decimalText(minor(balance), currency),
      ]);
      found(console, proof, [
        ...tableLines(accounts),
        `${proof.instruments} instruments, ${proof.books} books, ${proof.postings} postings, ${proof.sales} sales.`,
        ...proof.flaws.map((flaw) => `Wrong: ${flaw}.`),
        proof.sound
          ? 'The books are right.'
          : `The books are wrong in ${proof.flaws.length} places: let nobody post, and keep a copy of the database for whoever looks into it.`,
      ]);
      return proof.sound ? 0 : 1;
    }),
};
