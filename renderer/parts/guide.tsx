/** A strip at the foot of the window that tells somebody the next step. It takes no key, no focus and no scan. */
import type { ReactNode } from 'react';

export const Guide = (props: {
  readonly label: string;
  readonly className: 'tour' | 'practice';
  /** What stands before the step: a badge, or which of how many it is. */
  readonly mark: ReactNode;
  readonly step: string;
  readonly children: ReactNode;
}) => (
  <aside className={`guide ${props.className}`} aria-label={props.label}>
    <strong className="mark num">{props.mark}</strong>
    <p aria-live="polite">{props.step}</p>
    <div className="deeds">{props.children}</div>
  </aside>
);
