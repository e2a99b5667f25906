/** Every change of one instrument's balance, the newest first, with its sale or who made it. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  adjustReasons,
  instrumentDetailSchema,
  type InstrumentDetail,
  type InstrumentPosting,
} from '../../../../shared/wire/instruments.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { useOffice } from '../session.tsx';
import { inLanguage, moneyText, timeText } from '../../../../shared/notation.ts';
import { useWords } from '../text/language.ts';

export function Postings(props: { readonly of: InstrumentDetail }) {
  const { instrument, postings, older } = props.of;
  const { read: ask } = useOffice();
  const say = useWords();
  const [read, setRead] = useState<Pages | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const shown = read === null ? { postings, older } : joined(read, { postings, older });
  const next = shown.older;
  const more = async (): Promise<void> => {
    const query = new URLSearchParams({ key: instrument.key, after: next ?? '' });
    const answer = await ask(`${headOfficePaths.instrument}?${query}`, instrumentDetailSchema);
    setFault(answer.ok ? null : answer.fault);
    if (!answer.ok) return;
    const { postings: before, older: oldest } = answer.value;
    setRead({ postings: [...before, ...shown.postings], older: oldest });
  };
  const all = shown.postings.toReversed();
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
          {all.map((posting) => (
            <Line key={posting.posting} of={posting} currency={instrument.currency} />
          ))}
        </tbody>
      </table>
      {all.length === 0 && <p className="none">{say('instruments:noPostings')}</p>}
      {fault !== null && <FaultNotice fault={fault} />}
      {next !== null && (
        <Button className="key plain load-more" onPress={() => void more()}>
          {say('instruments:older')}
        </Button>
      )}
    </>
  );
}

type Pages = Pick<InstrumentDetail, 'postings' | 'older'>;

/**
 * What was read page by page, and the newest page as it is now. That one moves on as there are new postings, so that the pages before it may
 * not follow on it any more: what was read keeps its rows, and takes those that came since. Without a row in both there may be some between.
 */
function joined(read: Pages, newest: Pages): Pages {
  const last = read.postings.at(-1)?.posting;
  const at = newest.postings.findLastIndex(({ posting }) => posting === last);
  if (at < 0) return newest;
  return { ...read, postings: [...read.postings, ...newest.postings.slice(at + 1)] };
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
