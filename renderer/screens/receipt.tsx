/** After the sale: what was paid and what goes back, with the papers as printed. */
import { useEffect, useRef, useState } from 'react';
import type { ReceiptView } from '../../shared/bridge/view.ts';
import { assert } from '../../shared/fault.ts';
import { negate } from '../../shared/money.ts';
import { isInstrumentTender, type Tender } from '../../shared/tender.ts';
import { useKeys } from '../keyboard.tsx';
import { receiptRests } from '../keys.ts';
import { usePanel } from '../panel.tsx';
import { FaultStrip } from '../parts/fault-strip.tsx';
import { Icon } from '../parts/icon.tsx';
import { InstrumentName } from '../parts/instrument-name.tsx';
import { ForwardKey, Key } from '../parts/key.tsx';
import { Money } from '../parts/money.tsx';
import { useNow } from '../parts/now.ts';
import { Slip } from '../parts/slip.tsx';
import { useSpeech } from '../parts/speech.tsx';
import { useTenderText } from '../parts/tender-name.tsx';
import { useActs, useFaultNotice, useView } from '../register.ts';
import { timeText } from '../../shared/notation.ts';

export function ReceiptScreen() {
  const { receipt } = useView('receipt');
  const { t } = useSpeech();
  const { send, attempt } = useActs();
  const { raise } = useFaultNotice();
  const { open } = usePanel();
  const [saved, setSaved] = useState(false);
  const shownAt = useRef(Infinity);
  useEffect(() => {
    shownAt.current = performance.now();
  }, []);
  const newSale = () => {
    // A second press of the key that finished the sale must not take the change off the screen.
    if (performance.now() - shownAt.current >= receiptRests) send({ command: 'newSale' });
  };
  const printAgain = () => send({ command: 'printAgain' });
  const drawer = () => send({ command: 'openDrawer' });
  const pdf = async () => {
    const made = await attempt({ command: 'savePdf' });
    setSaved(made.ok);
    if (!made.ok) raise(made.fault);
  };
  const email = () => open({ panel: 'email' });
  useKeys('none', {
    forward: newSale,
    printAgain,
    drawer,
    email,
    pdf: () => void pdf(),
    more: () => open({ panel: 'more' }),
  });
  assert(receipt !== null, 'the receipt screen has a receipt');
  return (
    <div className="done">
      <section className="doneside">
        <Outcome receipt={receipt} />
        <FaultStrip />
        <output className="what">{saved ? t('receipt.pdfSaved') : ''}</output>
        <div className="ops">
          <Key hint="F2" onPress={email}>
            <Icon name="envelope" size={20} />
            {t('receipt.email')}
          </Key>
          <Key hint="F3" onPress={() => void pdf()}>
            <Icon name="save" size={20} />
            {t('receipt.pdf')}
          </Key>
          <Key hint="F4" onPress={printAgain}>
            <Icon name="printer" size={20} />
            {t('receipt.printAgain')}
          </Key>
          <Key hint="F9" onPress={drawer}>
            <Icon name="drawer" size={20} />
            {t('receipt.openDrawer')}
          </Key>
        </div>
        <ForwardKey hint="F12" onPress={newSale}>
          <span>{t('receipt.newSale')}</span>
        </ForwardKey>
      </section>
      <section className="slips" aria-label={t('receipt.papers')}>
        {receipt.papers.map((paper, index) => (
          <Slip key={index} paper={paper} />
        ))}
      </section>
    </div>
  );
}

function Outcome({ receipt }: { readonly receipt: ReceiptView }) {
  const { t, language } = useSpeech();
  const now = useNow(60_000);
  const time = timeText(receipt.at, now, language);
  return (
    <>
      <div>
        <h1>{t(receipt.total < 0 ? 'receipt.returned' : 'receipt.complete')}</h1>
        <p className="what">
          {t(receipt.completedOffline ? 'receipt.finishedOffline' : 'receipt.finished', {
            receipt: receipt.receipt,
            time,
          })}
        </p>
      </div>
      <dl className="facts">
        <dt>{t('receipt.total')}</dt>
        <dd>
          <Money amount={receipt.total} />
        </dd>
        {receipt.tenders.map((tender) => (
          <TenderFact key={tender.tender} tender={tender} />
        ))}
      </dl>
      <GivenBack receipt={receipt} />
      <Advice receipt={receipt} />
    </>
  );
}

function TenderFact({ tender }: { readonly tender: Tender }) {
  const tenderText = useTenderText();
  // A memo that pays is used up whole: what it carried is what went in, the rest comes back as a new one.
  const shown =
    tender.kind === 'creditMemo' && tender.purpose === 'pay' ? tender.balance : tender.amount;
  return (
    <>
      <dt>
        {isInstrumentTender(tender) ? (
          <InstrumentName
            kind={tender.kind}
            last4={tender.purpose === 'issue' ? (tender.reservedLast4 ?? '') : tender.last4}
          />
        ) : (
          tenderText(tender).what
        )}
      </dt>
      <dd>
        <Money amount={shown} />
      </dd>
    </>
  );
}

/** What goes back to the customer; when nothing can, what was paid. */
function outcome(receipt: ReceiptView) {
  const { memo, total, change, tenders } = receipt;
  if (memo !== null) {
    const label = memo.remainder ? 'receipt.remainder' : 'receipt.newMemo';
    return { label, amount: memo.amount } as const;
  }
  if (total < 0) return { label: 'receipt.givenBack', amount: negate(total) } as const;
  return tenders.some((tender) => tender.kind === 'cash')
    ? ({ label: 'receipt.change', amount: change } as const)
    : ({ label: 'receipt.paid', amount: total } as const);
}

function GivenBack({ receipt }: { readonly receipt: ReceiptView }) {
  const { t } = useSpeech();
  const memo = receipt.memo;
  const { label, amount } = outcome(receipt);
  return (
    <fieldset className="back" aria-label={t(label)}>
      <span>{t(label)}</span>
      <div>
        <Money amount={amount} className="huge" />
      </div>
      {memo !== null && receipt.change > 0 ? (
        <p className="what">
          {t('receipt.change')} <Money amount={receipt.change} />
        </p>
      ) : null}
    </fieldset>
  );
}

function Advice({ receipt }: { readonly receipt: ReceiptView }) {
  const { t } = useSpeech();
  const holds = receipt.tenders.some(isInstrumentTender);
  if (receipt.memo !== null) {
    return (
      <div className="verdict">
        <h2>{t('receipt.bothPapers')}</h2>
        <p>{t('receipt.bothText')}</p>
      </div>
    );
  }
  if (!receipt.completedOffline || !holds) return null;
  return (
    <div className="verdict">
      <h2>{t('receipt.offlineTitle')}</h2>
      <p>{t('receipt.offlineText')}</p>
    </div>
  );
}
