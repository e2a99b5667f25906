/** A panel beside a list: it takes the focus when it opens, Esc closes it, and the focus goes back to where it was. */
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Icon } from '../icons.tsx';
import { useWords } from '../text/language.ts';

export function SidePanel(props: {
  readonly title: string;
  /** Beside the title, such as a balance. */
  readonly aside?: ReactNode;
  readonly close: () => void;
  readonly children: ReactNode;
  /** Keys at the foot. */
  readonly foot?: ReactNode;
}) {
  const say = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    head.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const leave = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) props.close();
  };
  return (
    <aside className="vers panel" aria-label={props.title} onKeyDown={leave}>
      <div className="row">
        <h2 ref={head} tabIndex={-1}>
          {props.title}
        </h2>
        <div className="gap" />
        {props.aside}
        <Button className="key plain square" aria-label={say('parts:close')} onPress={props.close}>
          <Icon of="close" />
        </Button>
      </div>
      {props.children}
      {props.foot !== undefined && <div className="panel-foot">{props.foot}</div>}
    </aside>
  );
}
