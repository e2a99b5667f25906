/** Distribution: jobs with their schedules, channels with what they have, and the history of runs. */
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import { jobNames } from '../../../../shared/feed.ts';
import { inLanguage, timeText } from '../../../../shared/notation.ts';
import {
  distributionSchema,
  type Distribution,
  type JobRun,
} from '../../../../shared/wire/distribution.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { Icon } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import { DataTable } from '../parts/datatable.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { bytesText, numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import { useTitle } from '../title.ts';
import { JobPanel } from './job.tsx';

const pause = 3000;
type Job = Distribution['jobs'][number];
type Channel = Distribution['channels'][number];

export function DistributionPage() {
  const { read, write, open, may } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  const [refused, setRefused] = useState<Fault | null>(null);
  /** What was done last, where no row of the page shows it. */
  const [done, setDone] = useState('');
  useTitle(say('distribution:title'), open);
  const question = useCallback(
    () => read(headOfficePaths.distribution, distributionSchema),
    [read],
  );
  const { value, fault, refresh } = usePolled(question, pause, open);
  const time = (at: string | null): string => (at === null ? '–' : timeText(at, now(), language));
  const act = async (path: string, body: unknown, told = ''): Promise<void> => {
    const answer = await write(path, body);
    setRefused(answer.ok ? null : answer.fault);
    setDone(answer.ok ? told : '');
    await refresh();
  };
  const job = value?.jobs.find((one) => one.job === chosen);
  return (
    <main className="desk">
      <div className="top plain-top">
        <div className="row">
          <h1>{say('distribution:title')}</h1>
          <output className="standing">
            {done !== '' && (
              <span className="fine">
                <Icon of="check" size={16} />
                {done}
              </span>
            )}
          </output>
        </div>
      </div>
      {(refused ?? fault) !== null && <FaultNotice fault={(refused ?? fault) as Fault} />}
      {value !== null && (
        <div className={job === undefined ? 'list' : 'list with-panel'}>
          <div className="list-main">
            <DataTable<Job>
              label={say('distribution:title')}
              rows={value.jobs}
              keyOf={(one) => one.job}
              choose={(one) => setChosen(one.job === chosen ? null : one.job)}
              chosen={chosen}
              columns={[
                {
                  id: 'job',
                  name: say('distribution:job'),
                  cell: (one) => `${one.job} ${inLanguage(one.name, language)}`,
                },
                {
                  id: 'version',
                  name: say('distribution:version'),
                  figure: true,
                  cell: (one) => one.version,
                },
                {
                  id: 'rows',
                  name: say('distribution:rows'),
                  figure: true,
                  spare: true,
                  cell: (one) => numberText(one.rows, language),
                },
                {
                  id: 'waiting',
                  name: say('distribution:waiting'),
                  figure: true,
                  cell: (one) => numberText(one.waiting, language),
                },
                {
                  id: 'lastRun',
                  name: say('distribution:lastRun'),
                  cell: (one) => time(one.lastRun?.at ?? null),
                },
                {
                  id: 'nextRun',
                  name: say('distribution:nextRun'),
                  spare: true,
                  cell: (one) => time(one.nextRun),
                },
              ]}
            />
            <h2 className="section">{say('distribution:channels')}</h2>
            <DataTable<Channel>
              label={say('distribution:channels')}
              rows={value.channels}
              keyOf={(one) => one.channel}
              columns={[
                { id: 'channel', name: say('distribution:channel'), cell: (one) => one.name },
                {
                  id: 'lastContact',
                  name: say('distribution:lastContact'),
                  cell: (one) => time(one.lastContact),
                },
                {
                  id: 'state',
                  name: say('distribution:state'),
                  cell: (one) => <ChannelState of={one} jobs={value.jobs} />,
                },
                {
                  id: 'reset',
                  name: '',
                  cell: (one) =>
                    may('parameters') && (
                      <Button
                        className="number"
                        onPress={() =>
                          void act(
                            headOfficePaths.resetCache,
                            { channel: one.channel },
                            say('distribution:resetDone', { name: one.name }),
                          )
                        }
                      >
                        {say('distribution:resetCache')}
                      </Button>
                    ),
                },
              ]}
            />
            <h2 className="section">{say('distribution:history')}</h2>
            <History of={value} retry={(run) => act(headOfficePaths.runJob, run)} />
          </div>
          {job !== undefined && (
            <JobPanel key={job.job} of={job} act={act} close={() => setChosen(null)} />
          )}
        </div>
      )}
    </main>
  );
}

function ChannelState(props: { readonly of: Channel; readonly jobs: readonly Job[] }) {
  const { of: channel, jobs } = props;
  const say = useWords();
  const language = useLanguage();
  if (channel.failure !== null) {
    const time = timeText(channel.failure.at, now(), language);
    return (
      <span className="chip stop">
        {say('distribution:failed', { time, code: channel.failure.code })}
      </span>
    );
  }
  const behind = jobs.filter((job) => job.version > (channel.versions[job.job] ?? 0));
  return behind.length === 0 ? (
    <span className="chip ok">{say('distribution:upToDate')}</span>
  ) : (
    <span className="chip lamp">
      {say('distribution:behind', { jobs: behind.map((job) => job.job).join(', ') })}
    </span>
  );
}

function History(props: {
  readonly of: Distribution;
  readonly retry: (run: { job: string; full: boolean }) => Promise<void>;
}) {
  const { history, channels } = props.of;
  const { may } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const nameOf = (id: string): string => channels.find((one) => one.channel === id)?.name ?? id;
  return (
    <DataTable<JobRun>
      label={say('distribution:history')}
      rows={history}
      keyOf={(run) => run.id}
      none={say('distribution:none')}
      columns={[
        {
          id: 'when',
          name: say('distribution:when'),
          cell: (run) => <span className="num">{timeText(run.at, now(), language, true)}</span>,
        },
        {
          id: 'job',
          name: say('distribution:job'),
          cell: (run) => `${run.job} ${inLanguage(jobNames[run.job], language)}`,
        },
        {
          id: 'kind',
          name: say('distribution:kind'),
          cell: (run) => say(run.full ? 'distribution:full' : 'distribution:delta'),
        },
        {
          id: 'rows',
          name: say('distribution:rows'),
          figure: true,
          cell: (run) => numberText(run.rows, language),
        },
        {
          id: 'size',
          name: say('distribution:size'),
          figure: true,
          spare: true,
          cell: (run) => bytesText(run.bytes, language),
        },
        {
          id: 'took',
          name: say('distribution:took'),
          figure: true,
          spare: true,
          cell: (run) => `${numberText(run.ms, language)}\u00a0ms`,
        },
        {
          id: 'by',
          name: say('distribution:by'),
          spare: true,
          cell: (run) => (run.by === 'schedule' ? say('distribution:byClock') : run.by),
        },
        {
          id: 'applied',
          name: say('distribution:applied'),
          cell: (run) =>
            run.channels
              .map((one) => `${nameOf(one.channel)} ${timeText(one.appliedAt, now(), language)}`)
              .join(', '),
        },
        {
          id: 'retry',
          name: '',
          spare: true,
          cell: (run) =>
            may('distribution') && (
              <Button
                className="number"
                onPress={() => void props.retry({ job: run.job, full: run.full })}
              >
                {say('distribution:retry')}
              </Button>
            ),
        },
      ]}
    />
  );
}
