/** A labelled text field with its hint, and the fault that it caused beside it. */
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import type { Fault } from '../../shared/fault.ts';
import { useSpeech } from './speech.tsx';

export function Field(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: (() => void) | undefined;
  readonly hint?: string | undefined;
  readonly fault?: Fault | null | undefined;
  readonly secret?: boolean;
  readonly digits?: boolean;
  readonly suffix?: string;
}) {
  const { say } = useSpeech();
  const { fault } = props;
  return (
    <TextField
      className="field"
      value={props.value}
      onChange={props.onChange}
      isInvalid={Boolean(fault)}
      type={props.secret === true ? 'password' : 'text'}
      autoComplete="off"
      {...(props.digits === true ? { inputMode: 'numeric' } : {})}
    >
      <Label>{props.label}</Label>
      <span className="in">
        <Input
          className="num"
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key === 'Enter') props.onEnter?.();
          }}
        />
        {props.suffix === undefined ? null : <em aria-hidden="true">{props.suffix}</em>}
      </span>
      {fault ? (
        <FieldError className="fieldfault">{say(fault)}</FieldError>
      ) : props.hint === undefined ? null : (
        <Text slot="description" className="hint">
          {props.hint}
        </Text>
      )}
    </TextField>
  );
}
