/** One receipt by e-mail: why it did not go out, and what may be done with it. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { inLanguage, timeText } from '../../../../shared/notation.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import type { MailRow } from '../../../../shared/wire/mails.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { useAct } from '../parts/act.ts';
import { AskDialog } from '../parts/dialog.tsx';
import { FactList } from '../parts/factlist.tsx';
import { Field } from '../parts/field.tsx';
import { SidePanel } from '../parts/sidepanel.tsx';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';

type Asked = { readonly of: MailRow; readonly done: () => void; readonly close: () => void };

export function MailPanel(props: Asked) {
  const { of: row } = props;
  const { may } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [asks, setAsks] = useState<'retry' | 'giveUp' | null>(null);
  const leave = (): void => setAsks(null);
  const done = (): void => {
    leave();
    props.done();
  };
  const time = (at: string): string => timeText(at, now(), language);
  const { givenUp } = row;
  const lead =
    givenUp !== null
      ? say('mails:givenUpLead', { name: givenUp.by, time: time(givenUp.at), note: givenUp.note })
      : say(row.nextTry === null ? 'mails:failedLead' : 'mails:waitingLead');
  return (
    <SidePanel
      title={say('mails:named', { receipt: row.receipt })}
      close={props.close}
      foot={
        may('exceptions') && (
          <>
            {row.nextTry === null && (
              <Button className="key" onPress={() => setAsks('retry')}>
                {say('mails:retry')}
              </Button>
            )}
            {givenUp === null && (
              <Button className="key danger" onPress={() => setAsks('giveUp')}>
                {say('mails:giveUp')}
              </Button>
            )}
          </>
        )
      }
    >
      <p className="lead">{lead}</p>
      <Facts of={row} time={time} />
      {row.why !== null && (
        <>
          <p className="lead">{say('mails:said')}</p>
          <p className="said" lang="en">
            {row.why}
          </p>
        </>
      )}
      {asks === 'retry' && <RetryDialog of={row} done={done} close={leave} />}
      {asks === 'giveUp' && <GiveUpDialog of={row} done={done} close={leave} />}
    </SidePanel>
  );
}

function Facts(props: { readonly of: MailRow; readonly time: (at: string) => string }) {
  const { of: row, time } = props;
  const say = useWords();
  const language = useLanguage();
  const store = row.storeName === null ? '' : `${inLanguage(row.storeName, language)} · `;
  const facts: readonly (readonly [string, string | null])[] = [
    [say('mails:address'), row.address],
    [say('mails:register'), `${store}${row.registerName}`],
    [say('mails:asked'), time(row.askedAt)],
    [say('mails:tries'), String(row.tries)],
    [say('mails:next'), row.nextTry === null ? null : time(row.nextTry)],
    [say('mails:failedAt'), row.failedAt === null ? null : time(row.failedAt)],
  ];
  return <FactList of={facts} />;
}

function RetryDialog({ of: { entry, receipt, address }, done, close }: Asked) {
  const say = useWords();
  const { busy, fault, act } = useAct(done);
  const [to, setTo] = useState(address);
  return (
    <AskDialog
      title={say('mails:retryTitle', { receipt })}
      text={say('mails:retryText')}
      icon="memo"
      tone="accent"
      act={say('mails:retry')}
      busy={busy}
      disabled={to.trim() === ''}
      fault={fault}
      done={() => void act(headOfficePaths.retryMail, { entry, address: to })}
      close={close}
    >
      <Field label={say('mails:address')} value={to} change={setTo} most={254} first />
    </AskDialog>
  );
}

function GiveUpDialog({ of: { entry, receipt }, done, close }: Asked) {
  const say = useWords();
  const { busy, fault, act } = useAct(done);
  const [note, setNote] = useState('');
  return (
    <AskDialog
      title={say('mails:giveUpTitle', { receipt })}
      text={say('mails:giveUpText')}
      icon="flag"
      tone="stop"
      act={say('mails:giveUp')}
      busy={busy}
      disabled={note.trim() === ''}
      fault={fault}
      done={() => void act(headOfficePaths.giveUpMail, { entry, note })}
      close={close}
    >
      <Field label={say('parts:note')} value={note} change={setNote} most={500} first />
    </AskDialog>
  );
}
