/** Asks for the customer's age before goods are paid that ask for it. The date of birth is compared and kept nowhere. */
import { useEffect, useState } from 'react';
import type { Fault } from '../../shared/fault.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { dayText } from '../text/format.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { Pad, padded } from './pad.tsx';
import { useSpeech } from './speech.tsx';

/** Milliseconds in which the question takes no answer. */
const rests = 600;

/** "19900228", "1990 02 28" as 1990-02-28; anything else as it was typed, which is no date. */
function dateOf(typed: string): string {
  const digits = typed.replaceAll(/\D/g, '');
  return digits.length === 8
    ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
    : typed.slice(0, 10);
}

/** Opens the question when goods come in that ask for it; put away, it comes back with the next such goods or with Pay. */
export function useAgeQuestion(): void {
  const { cart, screen } = useView('cart', 'screen');
  const { open } = usePanel();
  const ask = screen === 'sale' ? (cart?.ageToAsk ?? null) : null;
  const asked = ask === null ? '' : `${cart?.sale ?? ''} ${ask.limit} ${ask.lines.join(' ')}`;
  useEffect(() => {
    if (asked !== '') open({ panel: 'age' });
  }, [asked, open]);
}

export function AgeCheck() {
  const { cart } = useView('cart');
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t, language } = useSpeech();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [since] = useState(() => performance.now());
  const once = useOnce();
  const ask = cart?.ageToAsk ?? null;
  if (ask === null) return null;
  const give = async (command: Parameters<typeof attempt>[0]) => {
    const result = await attempt(command);
    if (result.ok) close();
    else setFault(result.fault);
  };
  const birthDate = typed.trim() === '' ? null : dateOf(typed.trim());
  const enter = () => {
    // A key that was meant for the sale, such as Pay, confirms nobody's age.
    if (performance.now() - since < rests) return;
    once(() => give({ command: 'confirmAge', birthDate }));
  };
  const type = (text: string) => {
    setTyped(text);
    setFault(null);
  };
  return (
    <SmallDialog
      role="alertdialog"
      title={t('goods.ageTitle', { limit: ask.limit })}
      text={t('goods.ageText', { count: ask.lines.length })}
      icon={<Icon name="user" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t(birthDate === null ? 'goods.looksOver' : 'goods.oldEnough')}
          </MainKey>
          <Key className="stop" onPress={() => once(() => give({ command: 'refuseAge' }))}>
            {t('goods.tooYoung')}
          </Key>
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <div className="fields beside">
        <div className="typing">
          <dl className="facts inset born">
            <dt>{t('goods.bornBy')}</dt>
            <dd className="num">{dayText(ask.bornBy, language)}</dd>
          </dl>
          <Field
            label={t('goods.birthDate')}
            hint={t('goods.birthHint')}
            digits
            value={typed}
            onChange={type}
            onEnter={() => {
              if (birthDate !== null) enter();
            }}
            fault={fault}
          />
        </div>
        <Pad onKey={(key) => type(padded(typed, key))} />
      </div>
    </SmallDialog>
  );
}
