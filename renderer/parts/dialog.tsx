/** A question or panel over the sale: it keeps the focus inside, gives it back, and answers to F12 and Esc only. */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useKeys, type KeyHandlers } from '../keyboard.tsx';
import type { KeyState } from '../keys.ts';

/** A field that is there to be typed into; one that waits for its turn is not. */
const firstField = 'input:not([type="radio"]):not([tabindex="-1"])';
const focusable = ['button', 'input', 'select', 'textarea', 'a[href]', '[tabindex="0"]']
  .map((stop) => `${stop}:not([tabindex="-1"]):not(:disabled)`)
  .join(', ');

/** One dialog may ask over another: only the last of them keeps the focus. */
const isTopmost = (box: Element): boolean =>
  [...document.querySelectorAll('[aria-modal="true"]')].at(-1) === box;

export function Dialog(props: {
  readonly title: ReactNode;
  readonly titleId: string;
  readonly className: 'dialog' | 'window' | 'dialog small' | 'menu';
  readonly over?: KeyState['layer'];
  readonly role?: 'dialog' | 'alertdialog';
  readonly keys: KeyHandlers;
  readonly children: ReactNode;
}) {
  const box = useRef<HTMLElement>(null);
  useKeys(props.over ?? 'panel', props.keys);
  useEffect(() => {
    const before = document.activeElement;
    const inside = box.current;
    if (inside !== null && !inside.contains(before)) {
      // The first field if there is one, else the dialog itself: no key of it is pressed by a scanner's Enter.
      const field = inside.querySelector<HTMLElement>(firstField);
      (field ?? inside).focus();
    }
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    const inside = box.current;
    const keepInside = (event: KeyboardEvent) => {
      if (event.key !== 'Tab' || inside === null || !isTopmost(inside)) return;
      const stops = [...inside.querySelectorAll<HTMLElement>(focusable)];
      const first = stops[0];
      const last = stops.at(-1);
      const from = document.activeElement;
      // A touch beside the dialog leaves the focus nowhere: Tab finds back in.
      const outside = !inside.contains(from);
      if (event.shiftKey && (outside || from === first || from === inside)) {
        event.preventDefault();
        last?.focus();
      } else if (!event.shiftKey && (outside || from === last)) {
        event.preventDefault();
        first?.focus();
      }
    };
    document.addEventListener('keydown', keepInside);
    return () => document.removeEventListener('keydown', keepInside);
  }, []);
  return (
    <div className={props.className === 'menu' ? 'cover clear' : 'cover'}>
      <section
        ref={box}
        className={props.className}
        role={props.role ?? 'dialog'}
        aria-modal="true"
        aria-labelledby={props.titleId}
        tabIndex={-1}
      >
        {props.title}
        {props.children}
      </section>
    </div>
  );
}

/** The usual small dialog: head, body, and keys at its foot. */
export function SmallDialog(props: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly icon: ReactNode;
  readonly tone?: 'stop' | 'accent';
  readonly over?: KeyState['layer'];
  readonly role?: 'dialog' | 'alertdialog';
  readonly keys: KeyHandlers;
  readonly children?: ReactNode;
  readonly foot: ReactNode;
}) {
  const titleId = useId();
  return (
    <Dialog
      className="dialog"
      titleId={titleId}
      keys={props.keys}
      {...(props.over === undefined ? {} : { over: props.over })}
      {...(props.role === undefined ? {} : { role: props.role })}
      title={
        <div className={props.tone === 'stop' ? 'dh' : 'dh calm'}>
          <div className="ic">{props.icon}</div>
          <div>
            <h1 id={titleId}>{props.title}</h1>
            {props.text === undefined ? null : <p>{props.text}</p>}
          </div>
        </div>
      }
    >
      <div className="db">{props.children}</div>
      <div className="df">{props.foot}</div>
    </Dialog>
  );
}
