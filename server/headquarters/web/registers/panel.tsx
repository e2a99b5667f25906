/** One register: everything it said of itself, what can be done with it, and the proof that nothing of it is missing. */
import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import { jobIds, jobNames } from '../../../../shared/feed.ts';
import { minor } from '../../../../shared/money.ts';
import { inLanguage, moneyText, timeText } from '../../../../shared/notation.ts';
import { activationCodeSchema, headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import type { ActivationCode } from '../../../../shared/wire/headoffice.ts';
import type { RegisterRow } from '../../../../shared/wire/registerlist.ts';
import { now } from '../clock.ts';
import { ContactChip } from '../contact.tsx';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { AskDialog } from '../parts/dialog.tsx';
import { SecondPersonDialog } from '../parts/secondperson.tsx';
import { SidePanel } from '../parts/sidepanel.tsx';
import { useOffice } from '../session.tsx';
import { bytesText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import { RealtimeChip } from './columns.tsx';
import { ChainProofForm } from './proof.tsx';

type Question = 'code' | 'off' | 'endWait' | null;

export function RegisterPanel(props: {
  readonly of: RegisterRow;
  readonly refresh: () => Promise<void>;
  readonly close: () => void;
}) {
  const { of: row, refresh } = props;
  const { write, send, may } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [question, setQuestion] = useState<Question>(null);
  const [code, setCode] = useState<ActivationCode | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const isOff = row.contact === 'off';
  const act = async (path: string, body: unknown): Promise<void> => {
    const answer = await write(path, body);
    setFault(answer.ok ? null : answer.fault);
    if (answer.ok) setQuestion(null);
    await refresh();
  };
  const makeCode = async (): Promise<void> => {
    const path = headOfficePaths.activationCode;
    const made = await send(path, { register: row.id }, activationCodeSchema);
    setFault(made.ok ? null : made.fault);
    setCode(made.ok ? made.value : null);
  };
  const setActive = (active: boolean): Promise<void> =>
    act(headOfficePaths.registerActive, { register: row.id, active });
  return (
    <SidePanel title={row.name} close={props.close}>
      <p className="lead">{inLanguage(row.storeName, language)}</p>
      {fault !== null && question === null && <FaultNotice fault={fault} />}
      {row.awaited && <p className="changed">{say('registerList:waiting')}</p>}
      <RegisterFacts of={row} />
      {may('registers') && (
        <div className="panel-foot">
          <Button
            className="key"
            isDisabled={isOff || row.syncing || !row.maySync}
            onPress={() => void act(headOfficePaths.syncRegister, { register: row.id })}
          >
            {say('registerList:sync')}
          </Button>
          <Button className="key" isDisabled={isOff} onPress={() => void makeCode()}>
            {say('registerList:code')}
          </Button>
          {isOff ? (
            <Button className="key" onPress={() => void setActive(true)}>
              {say('registerList:switchOn')}
            </Button>
          ) : (
            <Button className="key" onPress={() => setQuestion('off')}>
              {say('registerList:switchOff')}
            </Button>
          )}
          {row.awaited && may('recovery') && (
            <Button className="key" onPress={() => setQuestion('endWait')}>
              {say('registerList:endWait')}
            </Button>
          )}
        </div>
      )}
      {row.syncing && <p className="say">{say('registerList:syncing')}</p>}
      {!row.maySync && row.contact === 'connected' && (
        <p className="say">{say('registerList:tooOld')}</p>
      )}
      <ChainProofForm register={row.id} />
      {question === 'off' && (
        <AskDialog
          title={say('registerList:offTitle', { register: row.name })}
          text={say('registerList:offText')}
          icon="register"
          tone="stop"
          act={say('registerList:switchOff')}
          fault={fault}
          done={() => void setActive(false)}
          close={() => setQuestion(null)}
        />
      )}
      {question === 'endWait' && (
        <SecondPersonDialog
          title={say('registerList:endTitle', { register: row.name })}
          text={say('registerList:endText')}
          icon="register"
          does={say('registerList:endWait')}
          reasons={[
            { id: 'lost', name: say('registerList:lost') },
            { id: 'retired', name: say('registerList:retired') },
          ]}
          act={async ({ reason, note, second }) => {
            const body = { register: row.id, note: `${reason}: ${note}`, second };
            const answer = await write(headOfficePaths.recovery, body);
            await refresh();
            return answer;
          }}
          close={() => setQuestion(null)}
        />
      )}
      {code !== null && (
        <AskDialog
          title={say('registerList:codeTitle', { register: row.name })}
          text={say('registerList:codeText', { time: timeText(code.expires, now(), language) })}
          icon="register"
          tone="accent"
          act={say('registerList:copied')}
          leave={null}
          fault={null}
          done={() => setCode(null)}
          close={() => setCode(null)}
        >
          <output className="secret num">{code.code}</output>
        </AskDialog>
      )}
    </SidePanel>
  );
}

function RegisterFacts({ of: row }: { readonly of: RegisterRow }) {
  const { currency } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const time = (at: string | null): string =>
    at === null ? say('registerList:unknown') : timeText(at, now(), language);
  const seconds = Math.round(Math.abs(row.clockAhead ?? 0) / 1000);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('registerList:channelLink'), <ContactChip key="channel" {...row} />],
    [say('registerList:realtimeLink'), <RealtimeChip key="realtime" of={row} />],
    [say('registerList:lastContact'), time(row.lastContact)],
    [say('registerList:named'), row.head ?? '–'],
    [say('registerList:received'), row.received],
    [say('registerList:posted'), row.posted],
    [say('registerList:owes'), row.owes],
    [
      say('registerList:pending'),
      row.oldestPending === null
        ? moneyText(minor(row.pendingValue), currency, language)
        : `${moneyText(minor(row.pendingValue), currency, language)}, ${say('registerList:since', { time: time(row.oldestPending) })}`,
    ],
    [say('registerList:locks'), row.locks],
    [
      say('registerList:database'),
      row.databaseBytes === null ? '–' : bytesText(row.databaseBytes, language),
    ],
    [say('registerList:program'), row.version ?? '–'],
    ...jobIds
      .filter((job) => row.versions[job] !== undefined)
      .map((job) => [inLanguage(jobNames[job], language), row.versions[job]] as const),
    [
      say('registerList:clock'),
      row.clockAhead === null
        ? '–'
        : say(row.clockAhead < 0 ? 'registerList:clockBehind' : 'registerList:clockAhead', {
            count: seconds,
          }),
    ],
    [
      say('registerList:lastError'),
      row.lastError === null
        ? say('registerList:none')
        : `${row.lastError.what}, ${time(row.lastError.at)}`,
    ],
  ];
  return (
    <dl className="told">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
