/** The journal's search: whose sales, number, amount, day, cashier, tender and state. */
import type { JournalTyped } from '../journal-filter.ts';
import { Choices } from './choices.tsx';
import { Field } from './field.tsx';
import { useSpeech } from './speech.tsx';

const states = ['offline', 'pending', 'sent', 'posted', 'late', 'exception'] as const;
const tenders = ['cash', 'card', 'check', 'currency', 'giftCard', 'creditMemo'] as const;

export function JournalFilter(props: {
  readonly typed: JournalTyped;
  readonly onChange: (typed: JournalTyped) => void;
}) {
  const { typed, onChange } = props;
  const { t } = useSpeech();
  const field = (label: string, of: 'text' | 'amount' | 'day' | 'cashier') => (
    <Field
      key={of}
      label={label}
      value={typed[of]}
      onChange={(value) => onChange({ ...typed, [of]: value })}
    />
  );
  return (
    <div className="journalfilter">
      <Choices
        label={t('journal.scope')}
        choices={(['register', 'store'] as const).map((value) => ({
          value,
          label: t(`journal.${value}`),
        }))}
        chosen={typed.scope}
        onChoose={(scope) => onChange({ ...typed, scope })}
      />
      {field(t('journal.find'), 'text')}
      {field(t('journal.amount'), 'amount')}
      {field(`${t('journal.day')} ${t('journal.dayHint')}`, 'day')}
      {field(t('journal.cashier'), 'cashier')}
      <Select
        label={t('journal.tender')}
        any={t('journal.any')}
        value={typed.tender}
        options={tenders.map((value) => ({
          value,
          label:
            value === 'giftCard' || value === 'creditMemo'
              ? t(`instrument.${value}`)
              : t(`payment.${value}`),
        }))}
        onChange={(tender) => onChange({ ...typed, tender })}
      />
      <Select
        label={t('journal.state')}
        any={t('journal.any')}
        value={typed.state}
        options={states.map((value) => ({ value, label: t(`journal.${value}`) }))}
        onChange={(state) => onChange({ ...typed, state })}
      />
    </div>
  );
}

function Select(props: {
  readonly label: string;
  readonly any: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <label className="field select">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        <option value="">{props.any}</option>
        {props.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
