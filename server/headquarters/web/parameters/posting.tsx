/** Posting: one FastTab for each kind of instrument, with the switch and its limits. */
import { useId } from 'react';
import { Switch } from 'react-aria-components';
import type { InstrumentKind } from '../../../../shared/instrument.ts';
import { useWords } from '../text/language.ts';
import { limits, valuesOf, type Part } from './draft.ts';
import type { Editing } from './editing.ts';
import { FastTab } from './fasttab.tsx';
import { LimitField } from './limit.tsx';
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
      <OfflineSwitch
        kind={kind}
        on={rule.completeOffline}
        readOnly={readOnly}
        change={(completeOffline) => change(kind, { completeOffline })}
      />
      <div className="limits">
        {limits.map((limit) => (
          <LimitField
            key={limit}
            id={fieldId(kind, limit)}
            limit={limit}
            typed={rule[limit]}
            currency={currency}
            was={was(limit)}
            flawed={flaws.some((flaw) => flaw.kind === kind && flaw.part === limit)}
            readOnly={readOnly}
            change={(typed) => change(kind, { [limit]: typed })}
          />
        ))}
      </div>
    </FastTab>
  );
}

function OfflineSwitch(props: {
  readonly kind: InstrumentKind;
  readonly on: boolean;
  readonly readOnly: boolean;
  readonly change: (on: boolean) => void;
}) {
  const { kind, on } = props;
  const say = useWords();
  const name = useId();
  const text = useId();
  return (
    <Switch
      className="set"
      isSelected={on}
      onChange={props.change}
      isReadOnly={props.readOnly}
      aria-labelledby={name}
      aria-describedby={text}
    >
      <span className="toggle">
        <span className="track" />
        <span aria-hidden="true">{say(on ? 'posting:yes' : 'posting:no')}</span>
      </span>
      <span>
        <strong id={name}>{say(`posting:${kind}Offline`)}</strong>
        <span className="set-text" id={text}>
          {say(`posting:${kind}Text`)}
        </span>
      </span>
    </Switch>
  );
}
