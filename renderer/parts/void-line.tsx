/** Why a line is taken out, where the store asks for it. */
import { useState } from 'react';
import type { LineView } from '../../shared/bridge/view.ts';
import type { Fault } from '../../shared/fault.ts';
import { reasonsFor } from '../../shared/reason.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { FaultSentence } from './fault-strip.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useLineName } from './line-entry.tsx';
import { useOnce } from './once.ts';
import { PickList } from './pick-list.tsx';
import { useSpeech } from './speech.tsx';

export function VoidLine({ line }: { readonly line: LineView }) {
  const { reasons } = useView('reasons');
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t, name } = useSpeech();
  const what = useLineName(line);
  const [reason, setReason] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const once = useOnce();
  const take = async () => {
    if (reason === null) return;
    const result = await attempt({ command: 'voidLine', line: line.line, reason });
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(take);
  return (
    <SmallDialog
      title={t('goods.reasonTitle')}
      text={t('goods.reasonLine', { name: what })}
      icon={<Icon name="trash" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" waits={reason === null} onPress={enter}>
            {t('sell.voidLine')}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <PickList
        label={t('goods.reasons')}
        focused
        picks={reasonsFor('voidLine', reasons).map((each) => ({
          id: each.id,
          name: name(each.name),
          about: '',
        }))}
        chosen={reason}
        onChoose={setReason}
      />
      {fault === null ? null : (
        <div className="fieldfault" role="alert">
          <FaultSentence fault={fault} />
        </div>
      )}
    </SmallDialog>
  );
}
