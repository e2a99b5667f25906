/** What happened to one instrument: who holds it, and every change of its balance. */
import { useCallback } from 'react';
import { Button } from 'react-aria-components';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  instrumentDetailSchema,
  type InstrumentPosting,
  type LockRow,
} from '../../../../shared/wire/instruments.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { inLanguage, moneyText, timeText } from '../../../../shared/notation.ts';
import { useWords } from '../text/language.ts';

const pause = 5000;

export function InstrumentDetails(props: { readonly of: string; readonly close: () => void }) {
  const { of: key } = props;
  const { read, open } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const question = useCallback(
    () => read(`${headOfficePaths.instrument}?key=${key}`, instrumentDetailSchema),
    [read, key],
  );
  const { value, fault } = usePolled(question, pause, open);
  if (value === null) {
    return <aside className="vers">{fault !== null && <FaultNotice fault={fault} />}</aside>;
  }
  const { instrument, postings } = value;
  const { last4, balance, currency, expires, lock } = instrument;
  return (
    <aside className="vers" aria-label={`···· ${last4}`}>
      <div className="row">
        <h2 className="num">···· {last4}</h2>
        <div className="gap" />
        <strong className="sum num">{moneyText(balance, currency, language)}</strong>
        <Button className="key plain" onPress={props.close}>
          {say('instruments:close')}
        </Button>
      </div>
      {expires !== null && (
        <p className="lead">
          {say('instruments:expires', { time: timeText(expires, now(), language) })}
        </p>
      )}
      {lock !== null && <Holder lock={lock} />}
      <table aria-label={say('instruments:postings')}>
        <thead>
          <tr>
            <th>{say('instruments:act')}</th>
            <th className="r">{say('instruments:change')}</th>
            <th className="r">{say('instruments:balance')}</th>
          </tr>
        </thead>
        <tbody>
          {postings.map((posting, index) => (
            <PostingLine key={`${posting.at} ${index}`} of={posting} currency={currency} />
          ))}
        </tbody>
      </table>
      {postings.length === 0 && <p className="none">{say('instruments:noPostings')}</p>}
    </aside>
  );
}

function Holder(props: { readonly lock: LockRow }) {
  const { sale, storeName, registerName, since } = props.lock;
  const say = useWords();
  const language = useLanguage();
  const facts = {
    sale,
    store: inLanguage(storeName, language),
    register: registerName,
    time: timeText(since, now(), language),
  };
  return <p className="lead">{say('instruments:lockText', facts)}</p>;
}

function PostingLine(props: { readonly of: InstrumentPosting; readonly currency: string }) {
  const { of: posting, currency } = props;
  const say = useWords();
  const language = useLanguage();
  const place = [timeText(posting.at, now(), language), posting.registerName, posting.receipt];
  return (
    <tr>
      <th scope="row">
        {say(`instruments:${posting.act}`)}
        <small className="num">{place.filter((part) => part !== null).join(' · ')}</small>
      </th>
      <td className="r num">{moneyText(posting.change, currency, language)}</td>
      <td className="r num">
        <strong>{moneyText(posting.balance, currency, language)}</strong>
      </td>
    </tr>
  );
}
