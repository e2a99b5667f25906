/** What differs between any two versions of the parameters. */
import { useState } from 'react';
import type { Currency } from '../../../../shared/money.ts';
import type { Parameters } from '../../../../shared/parameters.ts';
import { useLanguage } from '../display.tsx';
import { SelectField } from '../parts/field.tsx';
import { numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import { changesBetween, valuesIn } from './draft.ts';
import { useValueText } from './value.ts';

type Difference = {
  readonly setting: string;
  readonly before: string;
  readonly after: string;
};

const profileParts = [
  'timeout',
  'retries',
  'heartbeat',
  'reconnect',
  'slow',
  'goodHeartbeats',
] as const;

/** The differences of two versions, in the order of the page, as words. */
export function useDifferences(
  currency: Currency,
): (from: Parameters, to: Parameters) => Difference[] {
  const say = useWords();
  const language = useLanguage();
  const valueText = useValueText(currency);
  return (from, to) => {
    const posting = changesBetween(valuesIn(from), valuesIn(to)).map(
      ({ kind, part, before, after }) => {
        const limit = say(part === 'completeOffline' ? 'versions:offlineMode' : `posting:${part}`);
        return {
          setting: say('versions:part', { kind: say(`posting:${kind}`), limit }),
          before: valueText(part, before),
          after: valueText(part, after),
        };
      },
    );
    const profile = profileParts
      .filter((part) => from.offlineProfile[part] !== to.offlineProfile[part])
      .map((part) => ({
        setting: say('versions:part', {
          kind: say('versions:profile'),
          limit: say(`versions:${part}`),
        }),
        before: numberText(from.offlineProfile[part], language),
        after: numberText(to.offlineProfile[part], language),
      }));
    return [...posting, ...profile];
  };
}

/** `versions`: newest first, two or more. Begins with the newest and the one before it. */
export function VersionDifference(props: {
  readonly versions: readonly Parameters[];
  readonly currency: Currency;
}) {
  const { versions, currency } = props;
  const say = useWords();
  const differences = useDifferences(currency);
  const [chosen, choose] = useState<{ readonly from?: string; readonly to?: string }>({});
  const find = (id: string | undefined, otherwise: number): Parameters | undefined =>
    versions.find((one) => String(one.version) === id) ?? versions[otherwise];
  const [from, to] = [find(chosen.from, 1), find(chosen.to, 0)];
  if (from === undefined || to === undefined) return null;
  const choices = versions.map(({ version }) => ({
    id: String(version),
    name: say('versions:named', { version }),
  }));
  const found = differences(from, to);
  return (
    <section className="difference" aria-label={say('versions:difference')}>
      <div className="pair">
        <SelectField
          label={say('versions:from')}
          value={String(from.version)}
          choices={choices}
          change={(id) => choose({ ...chosen, from: id })}
        />
        <SelectField
          label={say('versions:to')}
          value={String(to.version)}
          choices={choices}
          change={(id) => choose({ ...chosen, to: id })}
        />
      </div>
      {found.length === 0 ? (
        <p className="none">{say('versions:same')}</p>
      ) : (
        <table aria-label={say('versions:difference')}>
          <thead>
            <tr>
              <th>{say('versions:setting')}</th>
              <th>{say('versions:named', { version: from.version })}</th>
              <th>{say('versions:named', { version: to.version })}</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ setting, before, after }) => (
              <tr key={setting}>
                <th scope="row">{setting}</th>
                <td className="num">{before}</td>
                <td className="num">{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
