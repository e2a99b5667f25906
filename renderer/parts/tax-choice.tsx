/** Another tax code of the store for the chosen line or the whole sale. */
import { useState } from 'react';
import type { Command } from '../../shared/bridge/command.ts';
import type { CartView, LineView } from '../../shared/bridge/view.ts';
import { type Fault } from '../../shared/fault.ts';
import type { TaxCode } from '../../shared/tax.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { percentText } from '../text/format.ts';
import { Choices } from './choices.tsx';
import { SmallDialog } from './dialog.tsx';
import { FaultSentence } from './fault-strip.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { PickList } from './pick-list.tsx';
import { useOnce } from './once.ts';
import { useSpeech } from './speech.tsx';

type Scope = 'line' | 'sale';
const own = 'own';

export function TaxChoice(props: { readonly line: LineView | null; readonly cart: CartView }) {
  const { language } = useView('language');
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t, name } = useSpeech();
  const { cart } = props;
  const line = props.line?.kind === 'product' && props.line.returnOf === null ? props.line : null;
  const [scope, setScope] = useState<Scope>(line === null ? 'sale' : 'line');
  const onLine = scope === 'line' && line !== null;
  const now = onLine ? (line.taxFrom === null ? own : line.tax) : (cart.tax ?? own);
  const [choice, setChoice] = useState<{ scope: Scope; tax: string } | null>(null);
  const chosen = choice?.scope === scope ? choice.tax : now;
  const [fault, setFault] = useState<Fault | null>(null);
  const once = useOnce();
  const apply = async () => {
    const tax: TaxCode | null = chosen === own ? null : chosen;
    const command: Command = onLine
      ? { command: 'lineTax', line: line.line, tax }
      : { command: 'saleTax', tax };
    const result = await attempt(command);
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(apply);
  return (
    <SmallDialog
      title={t('goods.taxTitle')}
      icon={<Icon name="percent" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t('sell.apply')}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      {line === null ? null : (
        <Choices
          label={t('goods.scope')}
          choices={(['line', 'sale'] as const).map((value) => ({
            value,
            label: t(`goods.${value}`),
          }))}
          chosen={scope}
          onChoose={setScope}
        />
      )}
      <PickList
        label={t('goods.taxes')}
        focused
        picks={[
          { id: own, name: t(onLine ? 'goods.ownTaxLine' : 'goods.ownTax'), about: '' },
          ...cart.taxes.map((rate) => ({
            id: rate.code,
            name: name(rate.name),
            about: percentText(rate.rate, language),
          })),
        ]}
        chosen={chosen}
        onChoose={(tax) => setChoice({ scope, tax })}
      />
      <p className="help">{t('goods.taxHint')}</p>
      {fault === null ? null : (
        <div className="fieldfault" role="alert">
          <FaultSentence fault={fault} />
        </div>
      )}
    </SmallDialog>
  );
}
