/** Quantity and discount of a line, typed. */
import { useState } from 'react';
import type { LineView } from '../../shared/bridge/view.ts';
import type { Command } from '../../shared/bridge/command.ts';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { parseDecimal } from '../../shared/money.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { parseThousandths } from '../thousandths.ts';
import { Choices } from './choices.tsx';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon, type IconName } from './icon.tsx';
import { useInstrumentText } from './instrument-name.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { Pad, padded } from './pad.tsx';
import { useSpeech } from './speech.ts';

type Entry = {
  readonly title: string;
  readonly icon: IconName;
  readonly label: string;
  readonly suffix?: string;
  /** The command for what was typed, or why it is none. */
  readonly read: (typed: string) => Command | Fault;
  readonly before?: React.ReactNode;
};

function LineEntry({ title, icon, label, suffix, read, before }: Entry) {
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t } = useSpeech();
  const [typed, setTyped] = useState('');
  const once = useOnce();
  const [fault, setFault] = useState<Fault | null>(null);
  const apply = async () => {
    const command = read(typed);
    if ('retry' in command) return setFault(command);
    const result = await attempt(command);
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(apply);
  const type = (text: string) => {
    setTyped(text);
    setFault(null);
  };
  return (
    <SmallDialog
      title={title}
      icon={<Icon name={icon} size={26} />}
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
      {before}
      <div className="fields">
        <Field
          label={label}
          value={typed}
          onChange={type}
          onEnter={enter}
          fault={fault}
          {...(suffix === undefined ? {} : { suffix })}
        />
        <Pad onKey={(key) => type(padded(typed, key))} />
      </div>
    </SmallDialog>
  );
}

function useLineName(line: LineView): string {
  const { name } = useSpeech();
  const instrumentText = useInstrumentText();
  return line.kind === 'product' ? name(line.name) : instrumentText('giftCard', line.last4);
}

export function QuantityEntry({ line }: { readonly line: LineView }) {
  const { t } = useSpeech();
  const name = useLineName(line);
  return (
    <LineEntry
      title={t('sell.quantityFor', { name })}
      icon="quantity"
      label={t('sell.quantity')}
      read={(typed) => {
        const quantity = parseThousandths(typed);
        return quantity === undefined
          ? faultOf('quantity.invalid')
          : {
              command: 'quantity',
              line: line.line,
              // A line that comes back stays one.
              quantity: line.kind === 'product' && line.quantity < 0 ? -quantity : quantity,
            };
      }}
    />
  );
}

export function DiscountEntry({ line }: { readonly line: LineView }) {
  const { currency } = useView();
  const { t } = useSpeech();
  const name = useLineName(line);
  const [by, setBy] = useState<'percentOff' | 'amountOff'>('percentOff');
  return (
    <LineEntry
      title={t('sell.discountFor', { name })}
      icon="percent"
      label={t(`sell.${by}`)}
      suffix={by === 'percentOff' ? '%' : currency}
      before={
        <Choices
          label={t('sell.discount')}
          choices={(['percentOff', 'amountOff'] as const).map((value) => ({
            value,
            label: t(`sell.${value}`),
          }))}
          chosen={by}
          onChoose={setBy}
        />
      }
      read={(typed) => {
        const value = by === 'percentOff' ? parseThousandths(typed) : parseDecimal(typed, currency);
        return value === undefined || value < 0
          ? faultOf('discount.invalid')
          : { command: 'discount', line: line.line, [by]: value };
      }}
    />
  );
}
