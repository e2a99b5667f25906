/** The operation bar of the sale screen. A key that waits for the line stays, outlined, and says why when pressed. */
import type { KeyAct } from '../keys.ts';
import { Icon, type IconName } from './icon.tsx';
import { OperationKey } from './key.tsx';
import { useSpeech } from './speech.ts';

export type Operation =
  | 'quantity'
  | 'discount'
  | 'return'
  | 'giftCard'
  | 'suspend'
  | 'drawer'
  | 'voidLine'
  | 'more';

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

export function Operations(props: {
  readonly waiting: readonly Operation[];
  /** Whether the suspend key recalls, as no sale is open and some are suspended. */
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
          waits={props.waiting.includes(operation)}
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
