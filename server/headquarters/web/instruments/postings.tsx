/** Every change of one instrument's balance, the newest first, with its sale or who made it. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  adjustReasons,
  instrumentDetailSchema,
  type InstrumentDetail,
  type InstrumentPosting,
} from '../../../../shared/wire/instruments.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { useOffice } from '../session.tsx';
import { inLanguage, moneyText, timeText } from '../../../../shared/notation.ts';
import { useWords } from '../text/language.ts';

export function Postings(props: { readonly of: InstrumentDetail }) {
  const { instrument, postings, older } = props.of;
  const { read } = useOffice();
  const say = useWords();
  const [before, setBefore] = useState<Pick<InstrumentDetail, 'postings' | 'older'> | null>(null);
  const next = before === null ? older : before.older;
  const more = async (): Promise<void> => {
    const query = new URLSearchParams({ key: instrument.key, before: next ?? '' });
    const answer = await read(`${headOfficePaths.instrument}?${query}`, instrumentDetailSchema);
    if (!answer.ok) return;
    const known = before?.postings ?? [];
    setBefore({ postings: [...answer.value.postings, ...known], older: answer.value.older });
  };
  const all = [...(before?.postings ?? []), ...postings].toReversed();
  return (
    <>
      <table aria-label={say('instruments:postings')}>
        <thead>
          <tr>
            <th scope="col">{say('instruments:act')}</th>
            <th scope="col" className="r">
              {say('instruments:change')}
            </th>
            <th scope="col" className="r">
              {say('instruments:balance')}
            </th>
          </tr>
        </thead>
        <tbody>
          {all.map((posting, index) => (
            <Line
              key={`${all.length - index} ${posting.at}`}
              of={posting}
              currency={instrument.currency}
            />
          ))}
        </tbody>
      </table>
      {all.length === 0 && <p className="none">{say('instruments:noPostings')}</p>}
      {next !== null && (
        <Button className="key plain load-more" onPress={() => void more()}>
          {say('instruments:older')}
        </Button>
      )}
    </>
  );
}

function Line(props: { readonly of: InstrumentPosting; readonly currency: string }) {
  const { of: posting, currency } = props;
  const say = useWords();
  const language = useLanguage();
  const { made } = posting;
  const reason = adjustReasons.find((one) => one === made?.reason);
  const named = (name: InstrumentPosting['storeName']): string | null =>
    name === null ? null : inLanguage(name, language);
  const place = [
    timeText(posting.at, now(), language),
    posting.receipt,
    ...[named(posting.storeName), posting.registerName, named(posting.cashierName)],
  ];
  return (
    <tr>
      <th scope="row">
        {say(`instruments:${posting.act}`)}
        {reason !== undefined && `: ${say(`instruments:${reason}`)}`}
        <small className="num">{place.filter((part) => part !== null).join(' · ')}</small>
        {made !== null && (
          <small>{say('instruments:by', { name: made.by, note: made.note })}</small>
        )}
      </th>
      <td className="r num">{moneyText(posting.change, currency, language)}</td>
      <td className="r num">
        <strong>{moneyText(posting.balance, currency, language)}</strong>
      </td>
    </tr>
  );
}
