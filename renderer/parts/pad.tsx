/** The number pad. It types into a field by handing each key on. */
import { Icon } from './icon.tsx';
import { useSpeech } from './speech.tsx';

const amountKeys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '0', '00', '.'] as const;
const pinKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'delete'] as const;

/** A text after a pad key: a digit is added, `delete` takes the last, `clear` all. */
export function padded(text: string, key: string): string {
  if (key === 'clear') return '';
  if (key === 'delete') return text.slice(0, -1);
  if (key === '.' && text.includes('.')) return text;
  return text + key;
}

export function Pad(props: {
  readonly keys?: 'amount' | 'pin';
  readonly off?: boolean;
  readonly onKey: (key: string) => void;
}) {
  const { t } = useSpeech();
  const keys = props.keys === 'pin' ? pinKeys : amountKeys;
  return (
    <fieldset className={props.off === true ? 'pad off' : 'pad'} aria-label={t('sell.padLabel')}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className="num"
          aria-label={key === 'clear' || key === 'delete' ? t(`sell.${key}`) : undefined}
          aria-disabled={props.off === true || undefined}
          onClick={() => props.onKey(key)}
        >
          {key === 'clear' ? (
            <Icon name="cross" size={26} />
          ) : key === 'delete' ? (
            <Icon name="erase" size={28} />
          ) : (
            key
          )}
        </button>
      ))}
    </fieldset>
  );
}
