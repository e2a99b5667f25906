/** What this register still owes head office, and how old its own data is. */
import type { ConnectionStatus } from '../../shared/bridge/query.ts';
import { jobNames } from '../../shared/feed.ts';
import { timeText } from '../../shared/notation.ts';
import { countText, spanText } from '../text/format.ts';
import { Money } from './money.tsx';
import { useSpeech } from './speech.tsx';

type Props = { readonly status: ConnectionStatus };

export const ConnectionData = ({ status }: Props) => (
  <div className="below">
    <Owed status={status} />
    <Jobs status={status} />
  </div>
);

/** Parameters first: they decide what may be finished offline. */
const jobOrder: readonly string[] = ['1110', '1040', '1060', '1070', '1010'];

function Owed({ status }: Props) {
  const { t, language } = useSpeech();
  const { pending } = status;
  const now = new Date(status.now);
  const count = (entry: number) => countText(entry, language);
  return (
    <div className={pending.sales > 0 ? 'owed' : 'owed none'}>
      <h3>{t('connection.waiting')}</h3>
      <p className="n num">
        {count(pending.sales)} <small>{t('connection.sales', { count: pending.sales })}</small>
      </p>
      <dl className="facts">
        <dt>{t('connection.value')}</dt>
        <dd>
          <Money amount={pending.value} />
        </dd>
        <dt>{t('connection.oldest')}</dt>
        <dd className="num">
          {pending.oldest === null
            ? t('connection.none')
            : t('connection.ago', {
                time: timeText(pending.oldest, now, language),
                span: spanText(now.getTime() - new Date(pending.oldest).getTime(), language),
              })}
        </dd>
        <dt>{t('connection.entries')}</dt>
        <dd className="num">
          {pending.first === null || pending.last === null
            ? t('connection.none')
            : `${count(pending.first)} – ${count(pending.last)}`}
        </dd>
        <dt>{t('connection.exceptions')}</dt>
        <dd className="num">
          {pending.exceptions === 0 ? t('connection.none') : count(pending.exceptions)}
        </dd>
      </dl>
      <p>{t('connection.safe')}</p>
    </div>
  );
}

function Jobs({ status }: Props) {
  const { t, name, language } = useSpeech();
  const now = new Date(status.now);
  const jobs = status.jobs.toSorted(
    (left, right) => jobOrder.indexOf(left.job) - jobOrder.indexOf(right.job),
  );
  return (
    <div className="jobs">
      <h3 id="jobs-title">{t('connection.data')}</h3>
      <table aria-labelledby="jobs-title">
        <thead>
          <tr>
            <th>{t('connection.job')}</th>
            <th>
              <span className="unseen">{t('connection.jobName')}</span>
            </th>
            <th className="r">{t('connection.version')}</th>
            <th>{t('connection.applied')}</th>
            <th className="r">{t('connection.age')}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.job}>
              <td className="num">{job.job}</td>
              <td>{name(jobNames[job.job])}</td>
              <td className="r num">{countText(job.version, language)}</td>
              <td>
                {job.applied === null ? (
                  t('connection.never')
                ) : (
                  <>
                    <span className="num">{timeText(job.applied, now, language)}</span>{' '}
                    {t(job.full ? 'connection.full' : 'connection.delta')}
                  </>
                )}
              </td>
              <td className="r num">
                {job.applied === null
                  ? ''
                  : spanText(now.getTime() - new Date(job.applied).getTime(), language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
