/** A panel with one field and a pad: what was typed becomes a command, a fault is told beside it. */
import { useState, type ReactNode } from 'react';
import type { Command } from '../../shared/bridge/command.ts';
import type { Fault } from '../../shared/fault.ts';
import type { KeyHandlers } from '../keyboard.tsx';
import { usePanel } from '../panel.tsx';
import { useActs } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { Pad, padded } from './pad.tsx';
import { useSpeech } from './speech.tsx';

type TypedEntryProps = {
  readonly title: string;
  readonly icon: IconName;
  readonly label: string;
  readonly suffix?: string;
  readonly hint?: string | undefined;
  /** The command for what was typed, or why it is none. */
  readonly read: (typed: string) => Command | Fault;
  readonly before?: ReactNode;
  /** What follows from the text so far, and quick answers that type for the hand. */
  readonly after?: (typed: string, type: (text: string) => void) => ReactNode;
  /** A key at the foot that does without typing. */
  readonly other?: { readonly label: string; readonly command: Command } | undefined;
  readonly keys?: KeyHandlers;
  readonly withPad?: boolean;
  readonly first?: string;
  /** What is told beside the field before anything was typed. */
  readonly told?: Fault | null;
};

export function TypedEntry(props: TypedEntryProps) {
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t } = useSpeech();
  const [typed, setTyped] = useState(props.first ?? '');
  const [fault, setFault] = useState<Fault | null>(props.told ?? null);
  const once = useOnce();
  const give = async (command: Command | Fault) => {
    if ('retry' in command) return setFault(command);
    const result = await attempt(command);
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(() => give(props.read(typed)));
  const type = (text: string) => {
    setTyped(text);
    setFault(null);
  };
  const { other } = props;
  return (
    <SmallDialog
      title={props.title}
      icon={<Icon name={props.icon} size={26} />}
      keys={{ ...props.keys, forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t('sell.apply')}
          </MainKey>
          {other === undefined ? null : (
            <Key onPress={() => once(() => give(other.command))}>{other.label}</Key>
          )}
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      {props.before}
      <div className={props.withPad === false ? 'fields' : 'fields beside'}>
        <div className="typing">
          <Field
            label={props.label}
            value={typed}
            onChange={type}
            onEnter={enter}
            fault={fault}
            hint={props.hint}
            {...(props.suffix === undefined ? {} : { suffix: props.suffix })}
          />
          {props.after?.(typed, type)}
        </div>
        {props.withPad === false ? null : <Pad onKey={(key) => type(padded(typed, key))} />}
      </div>
    </SmallDialog>
  );
}
