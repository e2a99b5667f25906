/** Returns: the chosen line changes sides, or lines of an earlier receipt come back. */
import { useMemo, useState } from 'react';
import type { LineView } from '../../shared/bridge/view.ts';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswerTo } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { chosenQuantities, PastLines, type Chosen } from './past-lines.tsx';
import { useScanTaker } from './scanner.ts';
import { useSpeech } from './speech.tsx';

export function GiveBack(props: {
  readonly line: LineView | null;
  /** A receipt that was chosen in the journal. */
  readonly receipt: string | null;
}) {
  const { line } = props;
  const { close } = usePanel();
  const { attempt, send } = useActs();
  const { t, name } = useSpeech();
  const once = useOnce();
  const [typed, setTyped] = useState(props.receipt ?? '');
  const [receipt, setReceipt] = useState(props.receipt);
  const [fault, setFault] = useState<Fault | null>(null);
  const [chosen, setChosen] = useState<Chosen>(new Map());
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
    setChosen(new Map());
  };
  const takeBack = async () => {
    if (sale === null || chosen.size === 0) return find(typed);
    const lines = chosenQuantities(chosen);
    if (lines === undefined) return setFault(faultOf('quantity.invalid'));
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
