/** A switch of Posting with its name and what it means. */
import { useId } from 'react';
import { Switch } from 'react-aria-components';
import { useWords } from '../text/language.ts';

export function SettingSwitch(props: {
  readonly name: string;
  readonly text: string;
  readonly on: boolean;
  /** What registers are given, where it differs. */
  readonly was?: string | null;
  readonly readOnly: boolean;
  readonly change: (on: boolean) => void;
}) {
  const { on, was = null } = props;
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
        <strong id={name}>{props.name}</strong>
        <span className="set-text" id={text}>
          {props.text}
        </span>
        {was !== null && <span className="changed">{say('posting:was', { value: was })}</span>}
      </span>
    </Switch>
  );
}
