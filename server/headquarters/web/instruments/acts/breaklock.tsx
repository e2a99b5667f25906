/** Breaking a lock: who holds it, what it may cost, why, and the second person who agrees. */
import { inLanguage, moneyText, timeText } from '../../../../../shared/notation.ts';
import { minor } from '../../../../../shared/money.ts';
import { headOfficePaths } from '../../../../../shared/wire/headoffice.ts';
import {
  breakReasons,
  type InstrumentRow,
  type LockRow,
} from '../../../../../shared/wire/instruments.ts';
import { now } from '../../clock.ts';
import { useLanguage } from '../../display.tsx';
import { SecondPersonDialog } from '../../parts/secondperson.tsx';
import { useOffice } from '../../session.tsx';
import { daysSince } from '../../text/format.ts';
import { useWords } from '../../text/language.ts';
import { Facts } from './facts.tsx';

const dayMs = 86_400_000;

export function BreakLockDialog(props: {
  readonly of: InstrumentRow;
  readonly lock: LockRow;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { lock } = props;
  const { last4 } = props.of;
  const { write } = useOffice();
  const say = useWords();
  const [first, ...others] = breakReasons.map((id) => ({ id, name: say(`instruments:${id}`) }));
  if (first === undefined) return null;
  return (
    <SecondPersonDialog
      title={say('instruments:breakTitle', { last4 })}
      text={say('instruments:breakText')}
      icon="unlock"
      does={say('instruments:breakLock')}
      leave={say('instruments:keepLock')}
      reasons={[first, ...others]}
      act={async (approval) => {
        const answer = await write(headOfficePaths.breakLock, {
          request: lock.request,
          ...approval,
        });
        if (answer.ok) props.done();
        return answer;
      }}
      close={props.close}
    >
      <Risk of={props.of} lock={lock} />
      <p>{say(lock.parked === null ? 'instruments:breakRisk' : 'instruments:breakParked')}</p>
    </SecondPersonDialog>
  );
}

/** What a person must know before they confirm: who may have spent it, and when that register was last heard. */
function Risk(props: { readonly of: InstrumentRow; readonly lock: LockRow }) {
  const { lock } = props;
  const { currency } = props.of;
  const say = useWords();
  const language = useLanguage();
  const seen = lock.lastContact;
  const silent = seen === null ? 0 : now().getTime() - new Date(seen).getTime();
  const holder = say('instruments:holder', {
    store: inLanguage(lock.storeName, language),
    register: lock.registerName,
  });
  const cashier = lock.cashierName === null ? lock.cashier : inLanguage(lock.cashierName, language);
  return (
    <Facts
      of={[
        {
          name: say('instruments:heldBy'),
          value: `${holder}, ${cashier}`,
          more: `${say('instruments:sale')} ${lock.sale}`,
        },
        {
          name: say('instruments:lastSeen'),
          value: seen === null ? say('instruments:neverSeen') : timeText(seen, now(), language),
          ...(seen !== null && silent >= dayMs
            ? { more: say('instruments:daysAgo', { count: daysSince(seen, now()) }) }
            : {}),
        },
        {
          name: say('instruments:owes', { register: lock.registerName }),
          value:
            lock.owes === 0
              ? say('instruments:owedNothing')
              : say('instruments:owed', {
                  count: lock.owes,
                  value: moneyText(minor(lock.pendingValue), currency, language),
                }),
        },
        {
          name: say('instruments:atRisk'),
          value: moneyText(lock.balance, currency, language),
        },
      ]}
    />
  );
}
