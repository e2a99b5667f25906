/** A sale of eight products paid by a gift card, in an open shift: what the bench and its guards measure a sale by. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { saveAnswers } from '../../main/database/answers.ts';
import { journalHead, markStored } from '../../main/database/journal.ts';
import { grantCheck, signatureCheck } from '../../main/app/signature.ts';
import { grantText, type SignedGrant } from '../../shared/lock.ts';
import { minor } from '../../shared/money.ts';
import { instrumentNumber } from './number.ts';
import { gtin, makeProduct } from './product.ts';
import { makeSelling, type Bench, type Options } from './register.ts';

const goods = Array.from({ length: 8 }, (_, index) => makeProduct(20 + index, 500 + index * 110));

/** Real signatures in place of the false headquarters' own, so that a check takes what it takes at a register. */
function realCheck(): (signed: SignedGrant) => boolean {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const check = grantCheck(signatureCheck(spki));
  const signatures = new Map<string, string>();
  return (signed) => {
    const text = grantText(signed.grant);
    const signature =
      signatures.get(text) ?? sign(null, Buffer.from(text), privateKey).toString('base64');
    if (signatures.size > 64) signatures.clear();
    signatures.set(text, signature);
    return check({ grant: signed.grant, signature });
  };
}

/** A register with an open shift that has the eight products. */
export async function makeGiftTill(options: Options = {}): Promise<Bench> {
  const bench = await makeSelling({
    ...options,
    ports: { verifyGrant: realCheck(), ...options.ports },
  });
  await bench.feed(
    '1040',
    goods.map((body) => ({ id: body.id, body })),
  );
  await bench.act({ command: 'openShift', amount: minor(20_000), counts: [] });
  return bench;
}

/** Scans the eight products and pays them by the card of this number: only `complete` is left. */
export async function tenderGiftSale(bench: Bench, card: number): Promise<void> {
  await bench.act({ command: 'newSale' });
  for (const [index] of goods.entries())
    await bench.act({ command: 'scan', code: gtin(20 + index) });
  await bench.act({ command: 'openPayment' });
  const number = instrumentNumber(card);
  await bench.act({ command: 'payInstrument', kind: 'giftCard', number, amount: null });
  bench.headquarters.grant(1_000_000);
  // The picture after the grant, as the cashier sees it.
  bench.view();
  // The worker forgets a number when it was answered.
  bench.ports.numbers.clear();
}

/** The newest entry reaches the channel and is answered, as it is within a second where there is a line. */
export function answerNewest(bench: Bench): void {
  const head = journalHead(bench.db);
  if (head === null) return;
  markStored(bench.db, [head.hash]);
  const answer = {
    ...head,
    register: 'S01-R02',
    state: 'posted' as const,
    amounts: [],
    at: bench.clock.now(),
  };
  bench.ports.witness.drop(saveAnswers(bench.db, [answer], head.number));
}
