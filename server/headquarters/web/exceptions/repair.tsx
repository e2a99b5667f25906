/** Repairing an entry that was set aside: what came, edited; then what would be posted of it, with a second person. */
import { useCallback, useState } from 'react';
import { moneyText } from '../../../../shared/notation.ts';
import type { Fault } from '../../../../shared/fault.ts';
import {
  parkedEntrySchema,
  repairLookSchema,
  type ParkedEntry,
  type RepairLook,
} from '../../../../shared/wire/exceptions.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { useLanguage } from '../display.tsx';
import { Facts } from '../instruments/acts/facts.tsx';
import { AskDialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SecondPersonDialog } from '../parts/secondperson.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { Differences } from './differences.tsx';

/** Long enough that nothing moves under the hand of who reads. */
const pause = 3_600_000;

export type EntryName = { readonly register: string; readonly hash: string };

export function RepairDialog(props: {
  readonly of: EntryName;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { register, hash } = props.of;
  const { read, open } = useOffice();
  const question = useCallback(
    () =>
      read(
        `${headOfficePaths.parkedEntry}?${new URLSearchParams({ register, hash })}`,
        parkedEntrySchema,
      ),
    [read, register, hash],
  );
  const { value, fault } = usePolled(question, pause, open);
  const say = useWords();
  if (value !== null) return <Repair of={value} done={props.done} close={props.close} />;
  if (fault === null) return null;
  return (
    <AskDialog
      title={say('exceptions:repair')}
      icon="mend"
      tone="accent"
      act={say('exceptions:look')}
      leave={say('parts:close')}
      disabled
      fault={fault}
      done={props.close}
      close={props.close}
    />
  );
}

function Repair(props: {
  readonly of: ParkedEntry;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { of: entry } = props;
  const { send } = useOffice();
  const say = useWords();
  const [text, setText] = useState(entry.text);
  const [looked, setLooked] = useState<RepairLook | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const { register, hash } = entry;
  const look = async (): Promise<void> => {
    setBusy(true);
    const answer = await send(
      headOfficePaths.lookAtRepair,
      { register, hash, text },
      repairLookSchema,
    );
    setBusy(false);
    setFault(answer.ok ? null : answer.fault);
    if (answer.ok) setLooked(answer.value);
  };
  if (looked !== null)
    return (
      <SecondLook
        of={entry}
        text={text}
        look={looked}
        done={props.done}
        close={() => setLooked(null)}
      />
    );
  return (
    <AskDialog
      title={say('exceptions:repairTitle', {
        number: entry.number,
        register: entry.registerName,
      })}
      text={say(entry.foreign ? 'exceptions:repairForeign' : 'exceptions:repairText')}
      icon="mend"
      tone="accent"
      wide
      act={say('exceptions:look')}
      leave={say('exceptions:keep')}
      busy={busy}
      disabled={entry.foreign}
      fault={fault}
      done={() => void look()}
      close={props.close}
    >
      <Waiting of={entry} />
      <div className="entry-text">
        <Field
          label={say('exceptions:content')}
          value={text}
          change={setText}
          most={2_000_000}
          long
          readOnly={entry.foreign}
        />
      </div>
    </AskDialog>
  );
}

function Waiting(props: { readonly of: ParkedEntry }) {
  const { locks } = props.of;
  const say = useWords();
  const language = useLanguage();
  if (locks.length === 0) return null;
  return (
    <Facts
      of={locks.map(({ request, last4, balance, currency }) => ({
        name: say('exceptions:waiting'),
        value: say('exceptions:takes', { last4, amount: moneyText(balance, currency, language) }),
        more: request,
      }))}
    />
  );
}

function SecondLook(props: {
  readonly of: ParkedEntry;
  readonly text: string;
  readonly look: RepairLook;
  readonly done: () => void;
  readonly close: () => void;
}) {
  const { register, hash, text: before } = props.of;
  const { look, text } = props;
  const { write } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const { kind, receipt, total, currency } = look;
  const money = (amount: typeof total): string =>
    amount === null || currency === null ? '' : moneyText(amount, currency, language);
  const posts = say('exceptions:posts', {
    kind: say(`exceptions:${kind}`, { receipt: receipt ?? '', total: money(total) }),
  });
  const takes = look.instruments.map(({ last4, amount }) =>
    say('exceptions:takes', { last4, amount: money(amount) }),
  );
  return (
    <SecondPersonDialog
      title={say('exceptions:postTitle')}
      text={[posts, ...takes].join('. ')}
      icon="mend"
      does={say('exceptions:post')}
      leave={say('exceptions:back')}
      reasons={[{ id: 'repair', name: say('exceptions:repair') }]}
      act={async ({ note, second }) => {
        const answer = await write(headOfficePaths.repairEntry, {
          ...{ register, hash, text, note, second },
        });
        if (answer.ok) props.done();
        return answer;
      }}
      close={props.close}
    >
      <p className={look.sealed ? 'fine' : 'changed'}>
        {say(look.sealed ? 'exceptions:sealed' : 'exceptions:unsealed')}
      </p>
      <Differences before={before} after={look.text} />
    </SecondPersonDialog>
  );
}
