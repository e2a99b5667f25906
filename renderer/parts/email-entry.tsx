/** The address to which head office is to send the receipt. */
import { useState } from 'react';
import type { Fault } from '../../shared/fault.ts';
import { usePanel } from '../panel.tsx';
import { useActs } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { useSpeech } from './speech.tsx';

export function EmailEntry() {
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t } = useSpeech();
  const once = useOnce();
  const [address, setAddress] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const send = async () => {
    const result = await attempt({ command: 'emailReceipt', address });
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(send);
  return (
    <SmallDialog
      title={t('receipt.emailTitle')}
      text={t('receipt.emailText')}
      icon={<Icon name="envelope" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t('receipt.emailSend')}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <div className="fields">
        <Field
          label={t('receipt.emailAddress')}
          value={address}
          onChange={(text) => {
            setAddress(text);
            setFault(null);
          }}
          onEnter={enter}
          fault={fault}
        />
      </div>
    </SmallDialog>
  );
}
