/** A panel beside a list: it takes the focus when it opens, Esc closes it, and the focus goes back to where it was. */
import { useEffect, useRef, type ReactNode } from 'react';
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
  const panel = useRef<HTMLElement>(null);
  const { close } = props;
  useEffect(() => {
    const box = panel.current;
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) close();
    };
    box?.addEventListener('keydown', leave);
    return () => box?.removeEventListener('keydown', leave);
  }, [close]);
  useEffect(() => {
    const before = document.activeElement;
    head.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <aside className="vers panel" aria-label={props.title} ref={panel}>
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
