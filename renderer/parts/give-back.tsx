/** Returns: the chosen line changes sides, or lines of an earlier receipt come back. */
import { useMemo, useState } from 'react';
import type { PastSale } from '../../shared/bridge/query.ts';
import type { LineView } from '../../shared/bridge/view.ts';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { quantityText, type Quantity } from '../../shared/quantity.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswerTo, useView } from '../register.ts';
import { moneyText, timeText } from '../../shared/notation.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { useInstrumentText } from './instrument-name.tsx';
import { Key, MainKey } from './key.tsx';
import { Figure } from './money.tsx';
import { useNow } from './now.ts';
import { useOnce } from './once.ts';
import { useScanTaker } from './scanner.ts';
import { useSpeech } from './speech.ts';

export function GiveBack({ line }: { readonly line: LineView | null }) {
  const { close } = usePanel();
  const { attempt, send } = useActs();
  const { t, name } = useSpeech();
  const once = useOnce();
  const [typed, setTyped] = useState('');
  const [receipt, setReceipt] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const query = useMemo(
    () => (receipt === null ? null : { query: 'sale' as const, receipt }),
    [receipt],
  );
  const answer = useAnswerTo<'sale'>(query);
  const sale = answer?.ok === true ? answer.value : null;
  const shownFault = fault ?? (answer?.ok === false ? answer.fault : null);

  const find = (code: string) => {
    setFault(code.trim() === '' ? faultOf('receipt.unknown') : null);
    setReceipt(code.trim() === '' ? null : code.trim());
    setChosen(new Set());
  };
  const takeBack = async () => {
    if (sale === null || chosen.size === 0) return find(typed);
    const lines = sale.lines
      .filter((past) => chosen.has(past.line.line))
      .map((past) => ({ line: past.line.line, quantity: past.returnable }));
    const result = await attempt({ command: 'returnReceipt', receipt: sale.receipt, lines });
    if (result.ok) close();
    else setFault(result.fault);
  };
  const forward = () => once(takeBack);
  useScanTaker((code) => {
    setTyped(code);
    find(code);
  });
  return (
    <SmallDialog
      title={t('sell.returnTitle')}
      icon={<Icon name="back" size={26} />}
      keys={{ forward, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={forward}>
            {t(chosen.size > 0 ? 'sell.takeBack' : 'sell.find')}
          </MainKey>
          <Key hint="Esc" onPress={close}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      {line?.kind === 'product' && sale === null ? (
        <div className="inset blind">
          <p>{t('sell.returnBlindText', { name: name(line.name) })}</p>
          <Key
            className="small"
            onPress={() => {
              send({ command: 'return', line: line.line });
              close();
            }}
          >
            {t('sell.returnBlind')}
          </Key>
        </div>
      ) : null}
      <div className="fields">
        <Field
          label={t('sell.receiptNumber')}
          hint={t('sell.receiptHint')}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setReceipt(null);
            setFault(null);
          }}
          onEnter={() => find(typed)}
          fault={shownFault}
        />
      </div>
      {sale === null ? null : <PastLines sale={sale} chosen={chosen} onChange={setChosen} />}
    </SmallDialog>
  );
}

function PastLines(props: {
  readonly sale: PastSale;
  readonly chosen: ReadonlySet<number>;
  readonly onChange: (chosen: ReadonlySet<number>) => void;
}) {
  const { currency, language } = useView();
  const { t, name } = useSpeech();
  const instrumentText = useInstrumentText();
  const now = useNow(60_000);
  const { sale, chosen } = props;
  const toggle = (line: number) => {
    const next = new Set(chosen);
    if (!next.delete(line)) next.add(line);
    props.onChange(next);
  };
  return (
    <>
      <p className="help num">
        {t('sell.bought', {
          time: timeText(sale.at, now, language),
          total: moneyText(sale.total, currency, language),
        })}
      </p>
      <ul className="picks">
        {sale.lines.map(({ line, returnable }) => (
          <li key={line.line}>
            <label>
              <input
                type="checkbox"
                disabled={returnable <= 0}
                checked={chosen.has(line.line)}
                onChange={() => toggle(line.line)}
              />
              <span className="what">
                {line.kind === 'product' ? name(line.name) : instrumentText('giftCard', line.last4)}
                <small className="num">
                  {returnable > 0
                    ? t('sell.returnable', { number: quantityText(returnable as Quantity) })
                    : t('sell.nothingReturnable')}
                </small>
              </span>
              <Figure amount={line.payable} className="sum" />
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
