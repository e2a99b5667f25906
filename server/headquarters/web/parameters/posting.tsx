/** Posting: one FastTab for each kind of instrument, with the switch, its limits, and what is allowed of the kind. */
import { useId } from 'react';
import type { InstrumentKind } from '../../../../shared/instrument.ts';
import { useWords } from '../text/language.ts';
import { limits, policyFields, valuesOf, type Part, type TypedPart } from './draft.ts';
import type { Editing } from './editing.ts';
import { FastTab } from './fasttab.tsx';
import { SettingSwitch } from './setting.tsx';
import { PostingField } from './typedfield.tsx';
import { useValueText } from './value.ts';

/** Where a field can be found, to bring the person to one that cannot be read. */
export const fieldId = (kind: InstrumentKind, part: Part): string => `${kind}-${part}`;

export function PostingRule(props: {
  readonly kind: InstrumentKind;
  readonly editing: Editing;
  readonly readOnly: boolean;
}) {
  const { kind, editing, readOnly } = props;
  const { draft, changes, flaws, state, change } = editing;
  const { currency } = state;
  const say = useWords();
  const policyName = useId();
  const valueText = useValueText(currency);
  const mine = changes.filter((one) => one.kind === kind);
  const was = (part: Part): string | null => {
    const found = mine.find((one) => one.part === part);
    return found === undefined ? null : valueText(part, found.before);
  };
  const switched = was('completeOffline');
  const rule = draft[kind];

  const summary = (): string => {
    const values = valuesOf(draft, currency)[kind];
    const set = limits.filter((limit) => typeof values[limit] === 'number');
    const named = set.map(
      (limit) => `${say(`posting:${limit}`)} ${valueText(limit, values[limit])}`,
    );
    return [valueText('completeOffline', rule.completeOffline), ...named].join(' · ');
  };
  const field = (part: TypedPart) => (
    <PostingField
      key={part}
      id={fieldId(kind, part)}
      part={part}
      typed={rule[part]}
      currency={currency}
      was={was(part)}
      flawed={flaws.some((flaw) => flaw.kind === kind && flaw.part === part)}
      readOnly={readOnly}
      change={(typed) => change(kind, { [part]: typed })}
    />
  );

  return (
    <FastTab
      title={say(`posting:${kind}`)}
      open
      held={flaws.some((flaw) => flaw.kind === kind)}
      say={(isOpen) => (
        <>
          {!isOpen && <span className="say">{summary()}</span>}
          {switched !== null && (
            <span className="changed">{say('posting:was', { value: switched })}</span>
          )}
        </>
      )}
    >
      <SettingSwitch
        name={say(`posting:${kind}Offline`)}
        text={say(`posting:${kind}Text`)}
        on={rule.completeOffline}
        readOnly={readOnly}
        change={(completeOffline) => change(kind, { completeOffline })}
      />
      <div className="limits">{limits.map(field)}</div>
      <section className="policy" aria-labelledby={policyName}>
        <h3 id={policyName}>{say('posting:policy')}</h3>
        <div className="limits">{policyFields(kind).map(field)}</div>
        {kind === 'giftCard' && (
          <>
            <div className="pair">
              {(['oneTime', 'pinNeeded'] as const).map((part) => (
                <SettingSwitch
                  key={part}
                  name={say(`posting:${part}`)}
                  text={say(`posting:${part}Text`)}
                  on={rule[part]}
                  was={was(part)}
                  readOnly={readOnly}
                  change={(on) => change(kind, { [part]: on })}
                />
              ))}
            </div>
            {field('ranges')}
          </>
        )}
      </section>
    </FastTab>
  );
}
