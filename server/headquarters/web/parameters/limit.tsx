/** One limit of offline completion: empty for none, shown as the language writes it while nobody types in it. */
import { useState } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import { minor, type Currency } from '../../../../shared/money.ts';
import { useLanguage } from '../display.tsx';
import { moneyText } from '../../../../shared/notation.ts';
import { numberText } from '../text/format.ts';
import { useWords, type Say } from '../text/language.ts';
import { mostHours, readLimit, type Limit } from './draft.ts';
import { useValueText } from './value.ts';

export function LimitField(props: {
  readonly id: string;
  readonly limit: Limit;
  readonly typed: string;
  readonly currency: Currency;
  /** What registers are given, where the field differs from it. */
  readonly was: string | null;
  /** It cannot be read, or headquarters does not take it. */
  readonly flawed: boolean;
  readonly readOnly: boolean;
  readonly change: (typed: string) => void;
}) {
  const { limit, typed, currency, was } = props;
  const say = useWords();
  const valueText = useValueText(currency);
  const [focused, setFocused] = useState(false);
  const value = readLimit(limit, typed, currency);
  const shown = focused || value === undefined || value === null ? typed : valueText(limit, value);
  return (
    <TextField
      className="field"
      value={shown}
      onChange={props.change}
      onFocusChange={setFocused}
      isReadOnly={props.readOnly}
      isInvalid={props.flawed && !focused}
      autoComplete="off"
    >
      <Label>{say(`posting:${limit}`)}</Label>
      <Input
        id={props.id}
        className="input num"
        inputMode={limit === 'mostPending' ? 'numeric' : 'decimal'}
        placeholder={say('posting:noLimit')}
      />
      {was !== null && <span className="changed">{say('posting:was', { value: was })}</span>}
      <FieldError className="field-fault">
        <LimitFault say={say} limit={limit} currency={currency} />
      </FieldError>
    </TextField>
  );
}

function LimitFault(props: {
  readonly say: Say;
  readonly limit: Limit;
  readonly currency: Currency;
}) {
  const { say, limit, currency } = props;
  const language = useLanguage();
  switch (limit) {
    case 'mostPerSale':
      return say('posting:badAmount', { example: moneyText(minor(20_000), currency, language) });
    case 'mostHours':
      return say('posting:badHours', { most: numberText(mostHours, language) });
    case 'mostPending':
      return say('posting:badCount');
  }
}
