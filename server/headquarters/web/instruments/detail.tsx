/** One instrument: who holds it, every change of its balance, the memos before and after it, and what may be done to it. */
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  instrumentDetailSchema,
  type InstrumentDetail,
  type InstrumentRow,
  type LockRow,
  type Relative,
} from '../../../../shared/wire/instruments.ts';
import { now } from '../clock.ts';
import { ContactChip } from '../contact.tsx';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { SidePanel } from '../parts/sidepanel.tsx';
import { usePolled } from '../poll.ts';
import { addressOf } from '../address.ts';
import { useOffice } from '../session.tsx';
import { inLanguage, moneyText, timeText } from '../../../../shared/notation.ts';
import { useWords } from '../text/language.ts';
import { AdjustDialog } from './acts/adjust.tsx';
import { BreakLockDialog } from './acts/breaklock.tsx';
import { NotedDialog, type NotedAct } from './acts/noted.tsx';
import { Postings } from './postings.tsx';
import { StateChip } from './table.tsx';

const pause = 5000;

export function InstrumentDetails(props: {
  readonly of: string;
  /** Something was done to it. */
  readonly changed: () => void;
  readonly close: () => void;
}) {
  const { of: key, changed, close } = props;
  const { read, open } = useOffice();
  const question = useCallback(
    () => read(`${headOfficePaths.instrument}?key=${key}`, instrumentDetailSchema),
    [read, key],
  );
  const { value, fault, refresh } = usePolled(question, pause, open);
  const say = useWords();
  if (value === null)
    return fault === null ? (
      <aside className="vers" aria-busy="true" />
    ) : (
      <SidePanel title={say('instruments:postings')} close={close}>
        <FaultNotice fault={fault} />
      </SidePanel>
    );
  const done = (): void => {
    void refresh();
    changed();
  };
  return <Details of={value} done={done} close={close} />;
}

function Details(props: {
  readonly of: InstrumentDetail;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { of: detail } = props;
  const { instrument } = detail;
  const { last4, balance, currency, expires, lock, state } = instrument;
  const say = useWords();
  const language = useLanguage();
  const validity =
    expires === null
      ? say('instruments:noExpiry')
      : say(state === 'expired' ? 'instruments:expiredAt' : 'instruments:expires', {
          time: timeText(expires, now(), language),
        });
  return (
    <SidePanel
      title={say(`instruments:${instrument.kind}Named`, { last4 })}
      aside={<strong className="sum num">{moneyText(balance, currency, language)}</strong>}
      close={props.close}
      foot={<Acts of={instrument} done={props.done} />}
    >
      <p className="lead">
        <StateChip of={instrument} /> {validity}
      </p>
      {lock !== null && <Holder of={instrument} lock={lock} />}
      {detail.from !== null && <Kin name="from" of={detail.from} currency={currency} />}
      {detail.into !== null && <Kin name="into" of={detail.into} currency={currency} />}
      <Postings of={detail} />
    </SidePanel>
  );
}

/** The band of a held card, as on the register. */
function Holder(props: { readonly of: InstrumentRow; readonly lock: LockRow }) {
  const { lock } = props;
  const { currency } = props.of;
  const say = useWords();
  const language = useLanguage();
  const cashier = lock.cashierName === null ? lock.cashier : inLanguage(lock.cashierName, language);
  const facts: readonly (readonly [string, string])[] = [
    [say('instruments:sale'), lock.sale],
    [say('instruments:cashier'), cashier],
    [say('instruments:since'), timeText(lock.since, now(), language)],
    [say('instruments:atRisk'), moneyText(lock.balance, currency, language)],
  ];
  return (
    <div className="held">
      <div className="held-head">
        <strong>
          {say('instruments:holder', {
            store: inLanguage(lock.storeName, language),
            register: lock.registerName,
          })}
        </strong>
        <ContactChip contact={lock.contact} lastContact={lock.lastContact} />
      </div>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {lock.parked !== null && (
        <p>
          {say('instruments:parkedBy', { number: lock.parked.number })}{' '}
          <a href={addressOf('exceptions', `entry ${lock.register} ${lock.parked.hash}`)}>
            {say('instruments:showEntry')}
          </a>
        </p>
      )}
    </div>
  );
}

function Kin(props: {
  readonly name: 'from' | 'into';
  readonly of: Relative;
  readonly currency: string;
}) {
  const { key, last4, balance } = props.of;
  const say = useWords();
  const language = useLanguage();
  return (
    <p className="kin">
      {say(`instruments:${props.name}`)}{' '}
      <a className="num" href={addressOf('creditMemos', key)}>
        {say('instruments:related', {
          last4,
          balance: moneyText(balance, props.currency, language),
        })}
      </a>
    </p>
  );
}

/** What this account may do to it now. */
function Acts(props: { readonly of: InstrumentRow; readonly done: () => void }) {
  const { of: instrument } = props;
  const { state, balance, lock, expires } = instrument;
  const { may } = useOffice();
  const say = useWords();
  const [asks, setAsks] = useState<NotedAct | 'correct' | 'breakLock' | null>(null);
  const leave = (): void => setAsks(null);
  const done = (): void => {
    leave();
    props.done();
  };
  const over = expires !== null && new Date(expires).getTime() <= now().getTime();
  const can: readonly (NotedAct | 'correct' | 'breakLock')[] = [
    ...(may('instruments') && lock === null ? (['correct'] as const) : []),
    ...(may('instruments') && lock === null && over && balance > 0 ? (['writeOff'] as const) : []),
    ...(may('instruments') ? ([state === 'blocked' ? 'unblock' : 'block'] as const) : []),
    ...(may('locks') && lock !== null ? (['breakLock'] as const) : []),
  ];
  return (
    <>
      {can.map((act) => (
        <Button
          key={act}
          className={act === 'correct' || act === 'unblock' ? 'key' : 'key danger'}
          onPress={() => setAsks(act)}
        >
          {say(`instruments:${act}`)}
        </Button>
      ))}
      {asks === 'correct' && <AdjustDialog of={instrument} done={done} close={leave} />}
      {asks === 'breakLock' && lock !== null && (
        <BreakLockDialog of={instrument} lock={lock} done={done} close={leave} />
      )}
      {(asks === 'block' || asks === 'unblock' || asks === 'writeOff') && (
        <NotedDialog does={asks} of={instrument} done={done} close={leave} />
      )}
    </>
  );
}
