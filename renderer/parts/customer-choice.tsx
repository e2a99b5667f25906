/** Names the customer of the sale: found by any part of name, phone or number, or by a scanned card. */
import { useMemo, useState } from 'react';
import type { CustomerTile } from '../../shared/bridge/goods.ts';
import type { Fault } from '../../shared/fault.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswer, useView } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { PickList } from './pick-list.tsx';
import { useScanTaker } from './scanner.ts';
import { useSpeech } from './speech.tsx';

const mostShown = 30;

export function CustomerChoice() {
  const { cart } = useView('cart');
  const { close } = usePanel();
  const { attempt, send } = useActs();
  const { t, name } = useSpeech();
  const once = useOnce();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const query = useMemo(
    () => ({ query: 'customers' as const, text: text.trim(), limit: mostShown }),
    [text],
  );
  const answer = useAnswer<'customers'>(query, null);
  const found: readonly CustomerTile[] = answer?.ok === true ? answer.value : [];
  // The first one is meant until another is picked, once something was typed.
  const first = text.trim() === '' ? null : (found[0]?.id ?? null);
  const chosen = found.some((each) => each.id === picked) ? picked : first;
  const add = async () => {
    if (chosen === null) return;
    const result = await attempt({ command: 'customer', customer: chosen });
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(add);
  useScanTaker((code) => {
    setText(code);
    setPicked(null);
  });
  return (
    <SmallDialog
      title={t('goods.customerTitle')}
      icon={<Icon name="user" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" waits={chosen === null} onPress={enter}>
            {t('goods.addToSale')}
          </MainKey>
          {cart?.customer ? (
            <Key
              onPress={() => {
                send({ command: 'clearCustomer' });
                close();
              }}
            >
              {t('goods.removeCustomer')}
            </Key>
          ) : null}
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <div className="fields">
        <Field
          label={t('goods.customerSearch')}
          hint={t('goods.customerHint')}
          value={text}
          onChange={(typed) => {
            setText(typed);
            setPicked(null);
            setFault(null);
          }}
          onEnter={enter}
          fault={fault}
        />
        {answer !== undefined && found.length === 0 ? (
          <p className="help">
            {text.trim() === ''
              ? t('goods.noCustomers')
              : t('goods.nobodyFound', { text: text.trim() })}
          </p>
        ) : (
          <PickList
            label={t('goods.customers')}
            picks={found.map((customer) => ({
              id: customer.id,
              name: name(customer.name),
              about: t('goods.customerNumber', { number: customer.number }),
              more: customer.phone === '' ? customer.email : customer.phone,
            }))}
            chosen={chosen}
            onChoose={setPicked}
          />
        )}
      </div>
    </SmallDialog>
  );
}
