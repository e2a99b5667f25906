/** One field of Posting that is typed into: empty for no limit, shown as the language writes it while nobody types in it. */
import { useLayoutEffect, useRef, useState } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { minor, type Currency } from '../../../../shared/money.ts';
import { useLanguage } from '../display.tsx';
import { moneyText } from '../../../../shared/notation.ts';
import { numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import { readPart, type TypedPart } from './draft.ts';
import { mostHours, mostMonths } from './reading.ts';
import { useNothingText, useValueText } from './value.ts';

export function PostingField(props: {
  readonly id: string;
  readonly part: TypedPart;
  readonly typed: string;
  readonly currency: Currency;
  /** What registers are given, where the field differs from it. */
  readonly was: string | null;
  /** It cannot be read, or headquarters does not take it. */
  readonly flawed: boolean;
  readonly readOnly: boolean;
  readonly change: (typed: string) => void;
}) {
  const { id, part, typed, currency, was } = props;
  const say = useWords();
  const valueText = useValueText(currency);
  const nothing = useNothingText()(part);
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // What Tab selects is lost when the symbol goes: whoever types then means all of it.
  useLayoutEffect(() => {
    if (focused) input.current?.select();
  }, [focused]);
  const value = readPart(part, typed, currency);
  const shown = focused || typeof value !== 'number' ? typed : valueText(part, value);
  const flawed = props.flawed && !focused;
  const isCount = part === 'mostPending' || part === 'validMonths';
  return (
    <TextField
      className="field"
      value={shown}
      onChange={props.change}
      onFocusChange={setFocused}
      isReadOnly={props.readOnly}
      isInvalid={flawed}
      autoComplete="off"
    >
      <Label>{say(`posting:${part}`)}</Label>
      {part === 'ranges' ? (
        <TextArea id={id} className="input num" rows={2} placeholder={nothing} />
      ) : (
        <Input
          ref={input}
          id={id}
          className="input num"
          inputMode={isCount ? 'numeric' : 'decimal'}
          placeholder={nothing}
        />
      )}
      {was !== null && <span className="changed">{say('posting:was', { value: was })}</span>}
      {part === 'ranges' && !flawed && (
        <Text slot="description" className="field-hint">
          {say('posting:rangesText')}
        </Text>
      )}
      <FieldError className="field-fault">
        <PartFault part={part} currency={currency} readable={value !== undefined} />
      </FieldError>
    </TextField>
  );
}

function PartFault(props: {
  readonly part: TypedPart;
  readonly currency: Currency;
  /** It says an amount, but one that cannot be kept to. */
  readonly readable: boolean;
}) {
  const { part, currency, readable } = props;
  const say = useWords();
  const language = useLanguage();
  switch (part) {
    case 'mostHours':
      return say('posting:badHours', { most: numberText(mostHours, language) });
    case 'mostPending':
      return say('posting:badCount');
    case 'validMonths':
      return say('posting:badMonths', { most: numberText(mostMonths, language) });
    case 'ranges':
      return say('posting:badRanges');
    default:
      return part === 'leastAmount' && readable
        ? say('posting:badLeast')
        : say('posting:badAmount', { example: moneyText(minor(20_000), currency, language) });
  }
}
