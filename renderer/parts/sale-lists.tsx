/** Panels about whole sales: suspended ones to recall, the question before one is voided, and the key map. */
import { useMemo } from 'react';
import { shownLines } from '../chosen-line.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswer, useView } from '../register.ts';
import { timeText } from '../../shared/notation.ts';
import { countText } from '../text/format.ts';
import { SmallDialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { MoreOperations } from './more-operations.tsx';
import { Money } from './money.tsx';
import { OperationList } from './operation-list.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.ts';

export function SuspendedSales() {
  const { suspended } = useView();
  const { close } = usePanel();
  const { send } = useActs();
  const { t, name, language } = useSpeech();
  const now = useNow(60_000);
  const query = useMemo(() => ({ query: 'suspended' as const }), []);
  const answer = useAnswer<'suspended'>(query, suspended);
  const sales = answer?.ok === true ? answer.value : [];
  const recall = (sale: string) => {
    send({ command: 'recall', sale });
    close();
  };
  return (
    <SmallDialog
      title={t('sell.suspendedTitle')}
      icon={<Icon name="pause" size={26} />}
      keys={{ forward: close, close }}
      foot={
        <MainKey hint="F12" onPress={close}>
          {t('sell.close')}
        </MainKey>
      }
    >
      {answer !== undefined && sales.length === 0 ? <p>{t('sell.suspendedNone')}</p> : null}
      <ul className="picks">
        {sales.map((sale) => {
          const time = timeText(sale.at, now, language);
          return (
            <li key={sale.sale}>
              <button type="button" onClick={() => recall(sale.sale)}>
                <span className="unseen">{t('sell.recall')}</span>
                <b className="num">{time}</b>
                <span className="what">
                  {name(sale.cashier)}
                  <small>
                    {t('cart.items', {
                      count: sale.items,
                      number: countText(sale.items, language),
                    })}
                  </small>
                </span>
                <Money amount={sale.total} className="sum" />
              </button>
            </li>
          );
        })}
      </ul>
    </SmallDialog>
  );
}

const map = [
  ['F12', 'f12'],
  ['Esc', 'esc'],
  ['F1', 'f1'],
  ['↑ ↓ + −', 'arrows'],
] as const;

/** What has no key in the bar, the keys that mean the same everywhere, and the operations of this screen with theirs. */
export function More({ line }: { readonly line: number | null }) {
  const view = useView();
  const { close, open, startTour } = usePanel();
  const { t } = useSpeech();
  const hasSale = view.screen === 'sale' && shownLines(view.cart).length > 0;
  return (
    <SmallDialog
      title={t('keys.title')}
      icon={<Icon name="more" size={26} />}
      keys={{ forward: close, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={close}>
            {t('sell.close')}
          </MainKey>
          {view.screen === 'sale' && view.suspended > 0 ? (
            <Key onPress={() => open({ panel: 'suspended' })}>{t('sell.suspendedTitle')}</Key>
          ) : null}
          {hasSale ? (
            <Key hint="Ctrl+Del" onPress={() => open({ panel: 'voidSale' })}>
              {t('sell.voidSale')}
            </Key>
          ) : null}
        </>
      }
    >
      {view.screen === 'sale' ? <MoreOperations line={line} hasSale={hasSale} /> : null}
      <dl className="keymap">
        {map.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.${text}`)}</dd>
          </div>
        ))}
      </dl>
      <div className="help">
        <Key
          className="small"
          onPress={() => {
            startTour();
            close();
          }}
        >
          {t('tour.again')}
        </Key>
      </div>
      <OperationList />
    </SmallDialog>
  );
}
