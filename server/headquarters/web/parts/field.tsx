/** One field with its name above and what is wrong with it below. */
import { useEffect, useId, useRef, type HTMLInputTypeAttribute, type ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { Icon } from '../icons.tsx';

export function Field(props: {
  readonly label: string;
  readonly value: string;
  readonly change: (text: string) => void;
  readonly type?: HTMLInputTypeAttribute;
  readonly inputMode?: 'text' | 'numeric' | 'decimal';
  readonly placeholder?: string;
  /** Under the field while nothing is wrong. */
  readonly hint?: ReactNode;
  /** What is wrong; null when nothing is. */
  readonly flaw?: string | null;
  readonly most?: number;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly figure?: boolean;
  /** Several lines. */
  readonly long?: boolean;
  /** Takes the focus when its question opens. */
  readonly first?: boolean;
  readonly autoComplete?: string;
  /** Offered while typing. */
  readonly suggestions?: readonly string[];
}) {
  const { flaw = null, hint, suggestions = [] } = props;
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.first === true) box.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [props.first]);
  const shared = { className: props.figure === true ? 'input num' : 'input' };
  return (
    <TextField
      ref={box}
      className="field"
      value={props.value}
      onChange={props.change}
      type={props.type === undefined ? 'text' : props.type}
      inputMode={props.inputMode ?? 'text'}
      isInvalid={flaw !== null}
      isRequired={props.required ?? false}
      isReadOnly={props.readOnly ?? false}
      maxLength={props.most ?? 200}
      autoComplete={props.autoComplete ?? 'off'}
      validationBehavior="aria"
    >
      <Label>{props.label}</Label>
      {props.long === true ? (
        <TextArea {...shared} rows={3} placeholder={props.placeholder ?? ''} />
      ) : (
        <Input
          {...shared}
          placeholder={props.placeholder ?? ''}
          list={suggestions.length === 0 ? undefined : list}
        />
      )}
      {suggestions.length > 0 && (
        <datalist id={list}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {hint !== undefined && flaw === null && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-fault">{flaw}</FieldError>
    </TextField>
  );
}

/** One of a list that is known beforehand. */
export function SelectField<Id extends string>(props: {
  readonly label: string;
  readonly value: Id;
  readonly choices: readonly { readonly id: Id; readonly name: string }[];
  readonly change: (id: Id) => void;
  readonly readOnly?: boolean;
  /** Why the choice is not allowed; null while it is. */
  readonly flaw?: string | null;
}) {
  const id = useId();
  const flaw = props.flaw ?? null;
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <span className="select">
        <select
          id={id}
          className="input"
          value={props.value}
          disabled={props.readOnly ?? false}
          aria-invalid={flaw !== null}
          aria-describedby={flaw === null ? undefined : `${id}-flaw`}
          onChange={(event) => {
            const found = props.choices.find((one) => one.id === event.target.value);
            if (found !== undefined) props.change(found.id);
          }}
        >
          {props.choices.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        <Icon of="down" size={18} />
      </span>
      {flaw === null ? null : (
        <span id={`${id}-flaw`} className="field-fault" role="alert">
          {flaw}
        </span>
      )}
    </div>
  );
}
