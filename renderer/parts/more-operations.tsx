/** The operations on the sale that have no key in the bar. */
import { usePanel, type Panel } from '../panel.tsx';
import { useFaultNotice } from '../register.ts';
import { useBarred } from '../barred.ts';
import type { OperationKey as CatalogueKey } from '../../shared/operations/catalogue.ts';
import { Icon, type IconName } from './icon.tsx';
import { OperationKey } from './key.tsx';
import { useSpeech } from './speech.tsx';

type Item = {
  readonly word:
    | 'priceKey'
    | 'taxKey'
    | 'commentKey'
    | 'customer'
    | 'checkKey'
    | 'journalKey'
    | 'shiftKey';
  readonly icon: IconName;
  readonly keys: readonly CatalogueKey[];
  readonly panel: Panel;
  readonly hint?: string;
};

/** `line`: the chosen one; what needs a line is left out without it, what needs a sale without one. */
export function MoreOperations(props: { readonly line: number | null; readonly hasSale: boolean }) {
  const { open, close } = usePanel();
  const { raise } = useFaultNotice();
  const { t } = useSpeech();
  const barred = useBarred();
  const { line, hasSale } = props;
  const items: readonly Item[] = [
    ...(line === null
      ? []
      : [
          {
            word: 'priceKey',
            icon: 'tag',
            keys: ['priceOverride'],
            panel: { panel: 'price', line },
          } as const,
        ]),
    ...(hasSale
      ? ([
          {
            word: 'taxKey',
            icon: 'percent',
            keys: ['overrideLineTax', 'overrideTransactionTax'],
            panel: { panel: 'tax', line },
          },
          {
            word: 'commentKey',
            icon: 'pencil',
            keys: ['productComment', 'transactionComment'],
            panel: { panel: 'comment', line },
          },
        ] as const)
      : []),
    {
      word: 'customer',
      icon: 'user',
      keys: ['customer'],
      panel: { panel: 'customer' },
      hint: 'F5',
    },
    { word: 'checkKey', icon: 'barcode', keys: ['priceCheck'], panel: { panel: 'priceCheck' } },
    {
      word: 'journalKey',
      icon: 'registers',
      keys: ['showJournal'],
      panel: { panel: 'journal' },
      hint: 'Ctrl+F11',
    },
    {
      word: 'shiftKey',
      icon: 'clock',
      keys: ['manageShifts'],
      panel: { panel: 'shift' },
      hint: 'F11',
    },
  ];
  return (
    <nav className="morebar" aria-label={t('goods.operations')}>
      {items.map(({ word, icon, keys, panel, hint }) => {
        const why = barred(keys);
        return (
          <OperationKey
            key={word}
            waits={why !== null}
            {...(hint === undefined ? {} : { hint })}
            onPress={() => {
              if (why === null) return open(panel);
              close();
              raise(why);
            }}
          >
            <Icon name={icon} />
            <span>{t(`goods.${word}`)}</span>
          </OperationKey>
        );
      })}
    </nav>
  );
}
