/** The versions of the parameters: who saved and applied what, newest first. */
import { useCallback, useEffect } from 'react';
import type { Currency } from '../../../../shared/money.ts';
import {
  headOfficePaths,
  parameterHistorySchema,
  type ParameterHistory,
} from '../../../../shared/wire/headoffice.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { timeText } from '../../../../shared/notation.ts';
import { useWords } from '../text/language.ts';
import { useDifferences, VersionDifference } from './difference.tsx';
import { FastTab } from './fasttab.tsx';

type Version = ParameterHistory['versions'][number];

const pause = 10_000;

/** `newest`: the newest saved and applied version; history is asked again when either changes. */
export function VersionHistory(props: { readonly newest: string; readonly currency: Currency }) {
  const { newest, currency } = props;
  const { read, open } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const question = useCallback(
    () => read(headOfficePaths.parameterHistory, parameterHistorySchema),
    [read],
  );
  const { value, refresh } = usePolled(question, pause, open);
  useEffect(() => void refresh(), [refresh, newest]);
  const describe = useChanges(currency);
  if (value === null) return null;
  const versions = value.versions.toSorted((a, b) => b.parameters.version - a.parameters.version);
  const last = versions[0];
  const when = (at: string | null): string => (at === null ? '' : timeText(at, now(), language));
  return (
    <FastTab
      title={say('versions:history')}
      say={() =>
        last !== undefined && (
          <span className="say">
            {say('versions:newest', {
              version: last.parameters.version,
              name: last.savedBy ?? '–',
              time: when(last.savedAt),
            })}
          </span>
        )
      }
    >
      <table className="history" aria-label={say('versions:history')}>
        <thead>
          <tr>
            <th className="r">{say('versions:version')}</th>
            <th>{say('versions:saved')}</th>
            <th>{say('versions:applied')}</th>
            <th>{say('versions:changes')}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version, index) => (
            <tr key={version.parameters.version}>
              <th scope="row" className="r num">
                {version.parameters.version}
              </th>
              <td>
                {version.savedBy ?? '–'}
                <small className="num">{when(version.savedAt)}</small>
              </td>
              <td className="num">{when(version.appliedAt) || say('versions:notApplied')}</td>
              <td>
                {describe(version, versions[index + 1]).map((line) => (
                  <div key={line}>{line}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {versions.length > 1 && (
        <VersionDifference
          versions={versions.map(({ parameters }) => parameters)}
          currency={currency}
        />
      )}
      {versions.length === 0 && <p className="none">{say('versions:none')}</p>}
    </FastTab>
  );
}

function useChanges(currency: Currency): (version: Version, before?: Version) => string[] {
  const say = useWords();
  const differences = useDifferences(currency);
  return (version, before) => {
    if (before === undefined) return [say('versions:first')];
    const lines = differences(before.parameters, version.parameters).map(
      ({ setting, before: old, after }) =>
        say('versions:change', { part: setting, before: old, after }),
    );
    return lines.length === 0 ? [say('versions:nothing')] : lines;
  };
}
