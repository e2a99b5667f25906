/** What has been given so far: cards with their lock, and slim rows for cash and bank cards. */
import type { HeldView } from '../../shared/bridge/view.ts';
import { add, negate, subtract, type Minor } from '../../shared/money.ts';
import type { Tender } from '../../shared/tender.ts';
import { useEffect, useRef } from 'react';
import { Trans } from 'react-i18next';
import { reachesState } from '../link.ts';
import { useActs, useView } from '../register.ts';
import { moneyText, timeText } from '../../shared/notation.ts';
import { heldVerdict } from './held.tsx';
import { Icon } from './icon.tsx';
import { InstrumentName, instrumentIcon, useInstrumentText } from './instrument-name.tsx';
import { Key, QuietKey } from './key.tsx';
import { Money } from './money.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';
import { tenderIcon, useTenderText } from './tender-name.tsx';

export function TenderRows() {
  const { cart } = useView('cart');
  const { t } = useSpeech();
  const rows = useRef<HTMLFieldSetElement>(null);
  const tenders = cart?.tenders ?? [];
  // Cards that are sold, filled up or paid out are locked like those that pay.
  const lines = cart?.held.filter((held) => held.line !== null) ?? [];
  const count = tenders.length + lines.length;
  useEffect(() => {
    // What was given last is what the cashier looks for.
    rows.current?.scrollTo({ top: rows.current.scrollHeight });
  }, [count]);
  if (count === 0) return null;
  return (
    <fieldset ref={rows} className="given" aria-label={t('payment.given')}>
      {lines.map((held) => (
        <LockCard key={`line ${held.line}`} held={held} tender={null} />
      ))}
      {tenders.map((tender) => {
        const held = cart?.held.find((candidate) => candidate.tender === tender.tender);
        return held === undefined ? (
          <TenderRow key={tender.tender} tender={tender} />
        ) : (
          <LockCard key={tender.tender} held={held} tender={tender.tender} />
        );
      })}
    </fieldset>
  );
}

function TenderRow({ tender }: { readonly tender: Tender }) {
  const { t } = useSpeech();
  const tenderText = useTenderText();
  const { send } = useActs();
  const { what, told } = tenderText(tender);
  return (
    <div className="tenderrow">
      <Icon name={tenderIcon(tender)} />
      <span>{what}</span>
      {told === '' ? null : <span className="reference num">{told}</span>}
      <span className="gap" />
      <Money amount={negate(tender.amount)} className="sum" />
      <QuietKey
        label={t('payment.removeOf', { what })}
        onPress={() => send({ command: 'removeTender', tender: tender.tender })}
      >
        <Icon name="cross" size={20} />
        <span>{t('payment.remove')}</span>
      </QuietKey>
    </div>
  );
}

/** A locked instrument: what it pays and keeps, and whether the sale may be finished with it. */
function LockCard({ held, tender }: RuleProps) {
  const { link } = useView('link');
  const { t } = useSpeech();
  const verdict = heldVerdict(held, reachesState(link.state));
  return (
    <article className={verdict === 'locked' ? 'lockcard' : `lockcard ${verdict}`}>
      <div>
        <div className="top">
          <span className="title">
            <Icon name={instrumentIcon(held.kind)} />
            <span>
              <InstrumentName kind={held.kind} last4={held.last4} />
            </span>
          </span>
          <Money amount={tender === null ? held.amount : negate(held.amount)} className="sum" />
        </div>
        <div className="bal">
          <span>
            {t('payment.balance')} <Money amount={held.balance} />
          </span>
          <span>
            {t('payment.afterSale')} <Money amount={after(held)} />
          </span>
        </div>
      </div>
      {held.waits === null ? (
        <LockRule held={held} tender={tender} />
      ) : (
        <WaitRule held={held} tender={tender} />
      )}
    </article>
  );
}

/** `tender` null: a line of the sale, which is taken out there. */
type RuleProps = { readonly held: HeldView; readonly tender: number | null };

/** What is on it after the sale: a card that is sold or filled up gains what the line costs. */
const after = (held: HeldView): Minor =>
  held.line === null || held.purpose === 'cashOut'
    ? subtract(held.balance, held.line === null ? held.amount : negate(held.amount))
    : add(held.balance, held.amount);

function LockRule({ held, tender }: RuleProps) {
  const { t, language } = useSpeech();
  const { send } = useActs();
  const instrumentText = useInstrumentText();
  const now = useNow(60_000);
  return (
    <div className="rule">
      <Icon name="lock" size={24} />
      <div className="says">
        <strong>
          {t('instrument.lockedSince', { time: timeText(held.lockedSince, now, language) })}
        </strong>
        <p>
          <Trans
            i18nKey={held.kind === 'giftCard' ? 'payment.ruleGiftCard' : 'payment.ruleCreditMemo'}
            values={{
              yes: t(held.mayFinishOffline ? 'payment.yes' : 'payment.no'),
              version: held.parameterVersion,
            }}
            components={{ b: <b /> }}
          />
          <RuleLimits held={held} />
        </p>
      </div>
      {tender === null ? null : (
        <QuietKey
          label={t('payment.removeOf', { what: instrumentText(held.kind, held.last4) })}
          onPress={() => send({ command: 'removeTender', tender })}
        >
          <Icon name="cross" size={20} />
          <span>{t('payment.remove')}</span>
        </QuietKey>
      )}
    </div>
  );
}

function WaitRule({ held, tender }: RuleProps) {
  const { t, language, say } = useSpeech();
  const { send } = useActs();
  const now = useNow(60_000);
  const time = timeText(held.lockedSince, now, language);
  const text =
    held.waits === null || held.waits.code === 'completion.notAllowed'
      ? t(held.kind === 'giftCard' ? 'payment.waitsGiftCard' : 'payment.waitsCreditMemo', {
          time,
          version: held.parameterVersion,
        })
      : t('payment.waitsBecause', { time, reason: say(held.waits) });
  return (
    <div className="rule">
      <Icon name="pause" size={24} />
      <div className="says">
        <strong>{t('instrument.waits')}</strong>
        <p>{text}</p>
      </div>
      {tender === null ? null : (
        <Key className="small" hint="F8" onPress={() => send({ command: 'removeTender', tender })}>
          {t(held.kind === 'giftCard' ? 'payment.removeCard' : 'payment.removeMemo')}
        </Key>
      )}
    </div>
  );
}

/** The limits that the rule sets, if any: how much, how long, and how many sales may wait. */
function RuleLimits({ held }: { readonly held: HeldView }) {
  const { currency, language } = useView('currency', 'language');
  const { t } = useSpeech();
  const { mostPerSale, mostHours, mostPending } = held.limits;
  const parts = [
    mostPerSale === null
      ? null
      : t('payment.limitAmount', { amount: moneyText(mostPerSale, currency, language) }),
    mostHours === null ? null : t('payment.limitHours', { hours: mostHours }),
    mostPending === null ? null : t('payment.limitPending', { number: mostPending }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : (
    <>
      {t('sell.space')}
      {t('payment.limits', { limits: parts.join(t('sell.comma')) })}
    </>
  );
}
