/** One exception: what it means, who and how much, and what may be done with it. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { moneyText, timeText } from '../../../../shared/notation.ts';
import type { Minor } from '../../../../shared/money.ts';
import type { ExceptionRow } from '../../../../shared/wire/exceptions.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { FactList } from '../parts/factlist.tsx';
import { SidePanel } from '../parts/sidepanel.tsx';
import { addressOf } from '../address.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { ChargeDialog, CloseDialog } from './acts.tsx';
import { kindWords } from './kinds.ts';
import { RepairDialog } from './repair.tsx';

type Asked = 'close' | 'charge' | 'repair';

export function ExceptionDetails(props: {
  readonly of: ExceptionRow;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { of: row } = props;
  const say = useWords();
  const language = useLanguage();
  const [asks, setAsks] = useState<Asked | null>(null);
  const leave = (): void => setAsks(null);
  const done = (): void => {
    leave();
    props.done();
  };
  const { closed, register, entry } = row;
  return (
    <SidePanel
      title={say(kindWords[row.kind].name)}
      close={props.close}
      foot={<Keys of={row} ask={setAsks} />}
    >
      <p className="lead">{say(kindWords[row.kind].help)}</p>
      <Facts of={row} />
      {row.instrument !== null && (
        <p className="kin">
          <a href={addressOf('giftCards', row.instrument)}>{say('exceptions:openCard')}</a>
        </p>
      )}
      {closed !== null && (
        <p className="lead">
          {say('exceptions:closedBy', {
            name: closed.by,
            time: timeText(closed.at, now(), language),
          })}
          {': '}
          {closed.note}
        </p>
      )}
      <details className="support">
        <summary>{say('exceptions:detail')}</summary>
        <p lang="en">{row.detail}</p>
      </details>
      {asks === 'close' && <CloseDialog of={row} done={done} close={leave} />}
      {asks === 'charge' && <ChargeDialog of={row} done={done} close={leave} />}
      {asks === 'repair' && register !== null && entry !== null && (
        <RepairDialog of={{ register, hash: entry }} done={done} close={leave} />
      )}
    </SidePanel>
  );
}

function Facts(props: { readonly of: ExceptionRow }) {
  const { of: row } = props;
  const say = useWords();
  const language = useLanguage();
  const money = (amount: Minor | null): string | null =>
    amount === null || row.currency === null ? null : moneyText(amount, row.currency, language);
  const pair =
    row.kind === 'saleTwice' || row.kind === 'numberTwice' || row.kind === 'repairDiffers';
  const facts: readonly (readonly [string, string | null])[] = [
    [say('exceptions:when'), timeText(row.at, now(), language)],
    [say(pair ? 'exceptions:first' : 'exceptions:amount'), money(row.amount)],
    [
      say(pair ? 'exceptions:second' : 'exceptions:charged'),
      pair || row.kind === 'shortfall' ? money(row.otherAmount) : null,
    ],
    [say('exceptions:instrument'), row.last4 === null ? null : `···· ${row.last4}`],
    [say('exceptions:register'), row.registerName],
    [say('exceptions:otherRegister'), row.otherRegisterName],
    [say('exceptions:receipt'), row.receipt],
    [say('exceptions:saleId'), row.sale],
    [
      say('exceptions:entry', { number: row.entryNumber ?? '' }),
      row.entry === null ? null : `${row.entry.slice(0, 12)}…`,
    ],
  ];
  return <FactList of={facts} />;
}

function Keys(props: { readonly of: ExceptionRow; readonly ask: (act: Asked) => void }) {
  const { kind, closed, instrument, entry } = props.of;
  const { may } = useOffice();
  const say = useWords();
  if (!may('exceptions')) return null;
  const can: readonly Asked[] = [
    ...(kind === 'parked' && entry !== null ? (['repair'] as const) : []),
    ...(kind === 'shortfall' && closed === null && instrument !== null
      ? (['charge'] as const)
      : []),
    ...(closed === null ? (['close'] as const) : []),
  ];
  return can.map((act) => (
    <Button key={act} className="key" onPress={() => props.ask(act)}>
      {say(`exceptions:${act}`)}
    </Button>
  ));
}
