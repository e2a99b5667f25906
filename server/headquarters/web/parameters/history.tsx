/** The versions of the parameters: who saved and applied what, newest first. */
import { useCallback, useEffect } from 'react';
import { Button } from 'react-aria-components';
import type { Currency } from '../../../../shared/money.ts';
import {
  headOfficePaths,
  parameterHistorySchema,
  type ParameterHistory,
} from '../../../../shared/wire/headoffice.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { usePaged } from '../parts/paged.ts';
import { useOffice } from '../session.tsx';
import { timeText } from '../../../../shared/notation.ts';
import { useWords } from '../text/language.ts';
import { useDifferences, VersionDifference } from './difference.tsx';
import { FastTab } from './fasttab.tsx';

type Version = ParameterHistory['rows'][number];

const pause = 10_000;

/** `newest`: the newest saved and applied version; history is asked again when either changes. */
export function VersionHistory(props: { readonly newest: string; readonly currency: Currency }) {
  const { newest, currency } = props;
  const { read, open } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const question = useCallback(
    (after: string | null) =>
      read(
        `${headOfficePaths.parameterHistory}${after === null ? '' : `?${new URLSearchParams({ after })}`}`,
        parameterHistorySchema,
      ),
    [read],
  );
  const { rows: versions, more, refresh } = usePaged<Version>(question, pause, open);
  useEffect(() => void refresh(), [refresh, newest]);
  const describe = useChanges(currency);
  if (versions === null) return null;
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
          {versions.map((version) => (
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
                {describe(version).map((line) => (
                  <div key={line}>{line}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more !== null && (
        <Button className="key plain load-more" onPress={() => void more()}>
          {say('parts:more')}
        </Button>
      )}
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

function useChanges(currency: Currency): (version: Version) => string[] {
  const say = useWords();
  const differences = useDifferences(currency);
  return ({ parameters, previous }) => {
    if (previous === null) return [say('versions:first')];
    const lines = differences(previous, parameters).map(({ setting, before: old, after }) =>
      say('versions:change', { part: setting, before: old, after }),
    );
    return lines.length === 0 ? [say('versions:nothing')] : lines;
  };
}
