/** The operation bar of the sale screen. A key that waits for the line stays, outlined, and says why when pressed. */
import { memo } from 'react';
import type { OperationKey as CatalogueKey } from '../../shared/operations/catalogue.ts';
import type { KeyHandlers } from '../keyboard.tsx';
import type { KeyAct } from '../keys.ts';
import { Icon, type IconName } from './icon.tsx';
import { OperationKey } from './key.tsx';
import { useSpeech } from './speech.tsx';

export type Operation =
  | 'quantity'
  | 'discount'
  | 'return'
  | 'giftCard'
  | 'suspend'
  | 'drawer'
  | 'voidLine'
  | 'more';

/** What each key of the bar does, as the catalogue knows it. */
export const operationsOfKey: Readonly<Partial<Record<Operation, readonly CatalogueKey[]>>> = {
  quantity: ['setQuantity'],
  discount: [
    'lineDiscountPercent',
    'lineDiscountAmount',
    'totalDiscountPercent',
    'totalDiscountAmount',
  ],
  return: ['returnProduct', 'returnTransaction'],
  giftCard: ['issueGiftCard', 'addToGiftCard', 'giftCardBalance'],
  suspend: ['suspendTransaction', 'recallTransaction'],
  drawer: ['openDrawer'],
  voidLine: ['voidProduct'],
};

const operations: readonly (readonly [Operation & KeyAct, IconName, string])[] = [
  ['quantity', 'quantity', 'F3'],
  ['discount', 'percent', 'F4'],
  ['return', 'back', 'F6'],
  ['giftCard', 'gift', 'F8'],
  ['suspend', 'pause', 'F7'],
  ['drawer', 'drawer', 'F9'],
  ['voidLine', 'trash', 'Del'],
  ['more', 'more', 'F1'],
];

/** The keys of the bar, each pressed as by hand. */
export const barKeys = (press: (operation: Operation) => void): KeyHandlers =>
  Object.fromEntries(operations.map(([operation]) => [operation, () => press(operation)]));

/** Those keys of the bar for which `waits` is true. */
export const waitingOperations = (
  waits: (operation: Operation) => boolean,
): ReadonlySet<Operation> =>
  new Set(operations.map(([operation]) => operation).filter((operation) => waits(operation)));

/** Drawn again only when another key waits. */
export const Operations = memo(OperationBar);

function OperationBar(props: {
  readonly waiting: ReadonlySet<Operation>;
  /** Whether the suspend key recalls, as no sale is open. */
  readonly recalls: boolean;
  readonly onPress: (operation: Operation) => void;
}) {
  const { t } = useSpeech();
  return (
    <nav className="bar" aria-label={t('sell.operations')}>
      {operations.map(([operation, icon, hint]) => (
        <OperationKey
          key={operation}
          hint={hint}
          waits={props.waiting.has(operation)}
          onPress={() => props.onPress(operation)}
        >
          <Icon name={icon} />
          <span>
            {t(operation === 'suspend' && props.recalls ? 'sell.recall' : `sell.${operation}`)}
          </span>
        </OperationKey>
      ))}
    </nav>
  );
}
