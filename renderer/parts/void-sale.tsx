/** The question before a whole sale is voided; where the store asks why, the reason comes first. */
import { useState } from 'react';
import { reasonsFor } from '../../shared/reason.ts';
import { shownLines } from '../chosen-line.ts';
import { reachesState } from '../link.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { PickList } from './pick-list.tsx';
import { useSpeech } from './speech.tsx';

export function VoidSale() {
  const { cart, link, reasons } = useView('cart', 'link', 'reasons');
  const { close } = usePanel();
  const { send } = useActs();
  const { t, name } = useSpeech();
  const [reason, setReason] = useState<string | null>(null);
  const choices = reasonsFor('voidSale', reasons);
  const waits = choices.length > 0 && reason === null;
  const count = shownLines(cart).length;
  return (
    <SmallDialog
      role="alertdialog"
      tone="stop"
      title={t('sell.voidSaleTitle')}
      text={t(reachesState(link.state) ? 'sell.voidSaleText' : 'sell.voidSaleTextOffline', {
        count,
      })}
      icon={<Icon name="trash" size={26} />}
      keys={{ forward: close, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={close}>
            {t('sell.keepSale')}
          </MainKey>
          <Key
            className="stop"
            waits={waits}
            onPress={() => {
              if (waits) return;
              send({ command: 'voidSale', ...(reason === null ? {} : { reason }) });
              close();
            }}
          >
            {t('sell.voidSale')}
          </Key>
        </>
      }
    >
      {choices.length === 0 ? null : (
        <PickList
          label={t('goods.reasons')}
          focused
          picks={choices.map((each) => ({ id: each.id, name: name(each.name), about: '' }))}
          chosen={reason}
          onChoose={setReason}
        />
      )}
    </SmallDialog>
  );
}
