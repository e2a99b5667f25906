/** A person chooses a new PIN or password: the old one, then the new one twice. */
import { useState } from 'react';
import type { Fault } from '../../shared/fault.ts';
import { checkTwice } from '../../shared/pin.ts';
import { usePanel } from '../panel.tsx';
import { useActs } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { Pad, padded } from './pad.tsx';
import { useSpeech } from './speech.tsx';

type Place = 'old' | 'first' | 'second';
const places: readonly Place[] = ['old', 'first', 'second'];
const empty: Readonly<Record<Place, string>> = { old: '', first: '', second: '' };

export function ChangePin() {
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t } = useSpeech();
  const once = useOnce();
  const [typed, setTyped] = useState(empty);
  const [place, setPlace] = useState<Place>('old');
  const [fault, setFault] = useState<{ at: Place; fault: Fault } | null>(null);
  const type = (at: Place, text: string) => {
    setTyped((before) => ({ ...before, [at]: text }));
    setFault(null);
  };
  const change = async () => {
    const good = checkTwice(typed.first, typed.second, typed.old);
    if (!good.ok) {
      const at = good.fault.code === 'pin.twice' ? 'second' : 'first';
      return setFault({ at, fault: good.fault });
    }
    const result = await attempt({ command: 'changePin', pin: typed.old, newPin: typed.first });
    if (result.ok) return close();
    setTyped(empty);
    return setFault({ at: 'old', fault: result.fault });
  };
  const enter = () => once(change);
  return (
    <SmallDialog
      title={t('person.changePin')}
      text={t('person.changePinText')}
      icon={<Icon name="lock" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t('person.changePin')}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <div className="changepin">
        <div className="fields">
          {places.map((at) => (
            <div key={at} onFocus={() => setPlace(at)}>
              <Field
                label={t(`person.pin_${at}`)}
                secret
                value={typed[at]}
                onChange={(text) => type(at, text)}
                onEnter={enter}
                fault={fault?.at === at ? fault.fault : null}
              />
            </div>
          ))}
        </div>
        <Pad keys="pin" onKey={(key) => type(place, padded(typed[place], key))} />
      </div>
    </SmallDialog>
  );
}
