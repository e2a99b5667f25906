/** The design's keys: filled, second, quiet; each says its key where the design shows it. */
import type { ReactNode } from 'react';

type Props = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly hint?: string;
  readonly className?: string;
  /** The whole name, when what is seen on the key does not say enough; it holds the words that are seen. */
  readonly label?: string;
  /** A key that waits stays in place, outlined, and says its reason when pressed. */
  readonly waits?: boolean;
};

/** The hint of a key is for eyes; the accessible name stays the word alone. */
export const Hint = ({ of }: { readonly of: string }) => <kbd aria-hidden="true">{of}</kbd>;

/** The hint in the words of the attribute. */
const shortcut = (hint: string): string =>
  hint.replace('Ctrl', 'Control').replace('Esc', 'Escape').replace('Del', 'Delete');

const button = (kind: string) =>
  function Key({ children, onPress, hint, className = '', label, waits = false }: Props) {
    return (
      <button
        type="button"
        className={`${kind} ${className}`.trim()}
        aria-disabled={waits || undefined}
        aria-keyshortcuts={hint === undefined ? undefined : shortcut(hint)}
        onClick={onPress}
      >
        {label === undefined ? (
          children
        ) : (
          <>
            <span className="unseen">{label}</span>
            <span className="shown" aria-hidden="true">
              {children}
            </span>
          </>
        )}
        {hint === undefined ? null : <Hint of={hint} />}
      </button>
    );
  };

export const Key = button('key');
export const MainKey = button('key main');
export const QuietKey = button('quiet');
export const ForwardKey = button('go');
export const OperationKey = button('op');
export const TenderKey = button('tender');
