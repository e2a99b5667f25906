/** One job: what it carries, what it needs, run now, and when it runs by itself. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { jobNames } from '../../../../shared/feed.ts';
import { inLanguage } from '../../../../shared/notation.ts';
import type { Distribution, Schedule } from '../../../../shared/wire/distribution.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { useLanguage } from '../display.tsx';
import { Field, SelectField } from '../parts/field.tsx';
import { SidePanel } from '../parts/sidepanel.tsx';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';

const scheduleKinds = ['off', 'every', 'daily'] as const;

export function JobPanel(props: {
  readonly of: Distribution['jobs'][number];
  readonly act: (path: string, body: unknown) => Promise<void>;
  readonly close: () => void;
}) {
  const { of: job, act } = props;
  const { may } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [kind, setKind] = useState<Schedule['kind']>(job.schedule.kind);
  const [minutes, setMinutes] = useState(
    job.schedule.kind === 'every' ? String(job.schedule.minutes) : '60',
  );
  const [at, setAt] = useState(job.schedule.kind === 'daily' ? job.schedule.at : '02:30');
  const [tried, setTried] = useState(false);
  const wantsMinutes =
    kind === 'every' &&
    !(/^\d{1,5}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= 10_080);
  const wantsTime = kind === 'daily' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(at);
  const save = (): void => {
    setTried(true);
    if (wantsMinutes || wantsTime) return;
    const schedule: Schedule =
      kind === 'off'
        ? { kind }
        : kind === 'every'
          ? { kind, minutes: Number(minutes) }
          : { kind, at };
    void act(headOfficePaths.scheduleJob, { job: job.job, schedule });
  };
  const names = {
    off: say('distribution:byHand'),
    every: say('distribution:every'),
    daily: say('distribution:daily'),
  };
  const run = (full: boolean): void => void act(headOfficePaths.runJob, { job: job.job, full });
  return (
    <SidePanel title={`${job.job} ${inLanguage(job.name, language)}`} close={props.close}>
      <p className="lead">{say(`distribution:c${job.job}`)}</p>
      {job.needs.length > 0 && (
        <p className="say">
          {say('distribution:needs', {
            jobs: job.needs.map((id) => `${id} ${inLanguage(jobNames[id], language)}`).join(', '),
          })}
        </p>
      )}
      {may('distribution') && (
        <>
          <div className="panel-foot">
            <Button className="key main" onPress={() => run(false)}>
              {say('distribution:run')}
            </Button>
            <Button className="key" onPress={() => run(true)}>
              {say('distribution:runFull')}
            </Button>
          </div>
          <SelectField
            label={say('distribution:schedule')}
            value={kind}
            choices={scheduleKinds.map((id) => ({ id, name: names[id] }))}
            change={setKind}
          />
          {kind === 'every' && (
            <Field
              label={say('distribution:minutes')}
              value={minutes}
              change={setMinutes}
              figure
              flaw={tried && wantsMinutes ? say('distribution:badMinutes') : null}
            />
          )}
          {kind === 'daily' && (
            <Field
              label={say('distribution:at')}
              value={at}
              change={setAt}
              figure
              flaw={tried && wantsTime ? say('distribution:badTime') : null}
            />
          )}
          <div className="panel-foot">
            <Button className="key" onPress={save}>
              {say('distribution:save')}
            </Button>
          </div>
        </>
      )}
    </SidePanel>
  );
}
