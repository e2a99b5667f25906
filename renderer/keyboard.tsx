/** Carries keys to whoever stands on top: the warning first, then the panel, then the screen. */
import {
  createContext,
  use,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import type { Screen } from '../shared/bridge/view.ts';
import { assert } from '../shared/fault.ts';
import { textField } from './field.ts';
import { actionFor, warningAnswer, type KeyAct, type KeyState } from './keys.ts';

export type KeyHandlers = Partial<Readonly<Record<KeyAct, () => void>>>;
type Layer = {
  readonly over: KeyState['layer'];
  readonly handlers: RefObject<KeyHandlers>;
};
type WarningKeys = {
  readonly since: number;
  readonly waits: boolean;
  readonly dismiss: () => void;
  readonly remove: () => void;
};
type Keyboard = {
  readonly layers: Layer[];
  readonly warningRef: RefObject<WarningKeys | null>;
};

const KeyboardContext = createContext<Keyboard | null>(null);

function useKeyboard(): Keyboard {
  const keyboard = use(KeyboardContext);
  assert(keyboard !== null, 'keys are handled inside a KeyboardProvider');
  return keyboard;
}

/** Handles acts while mounted. A layer other than `none` takes all keys from what lies under it. */
export function useKeys(over: KeyState['layer'], handlers: KeyHandlers): void {
  const { layers } = useKeyboard();
  const newest = useRef(handlers);
  useLayoutEffect(() => {
    newest.current = handlers;
  });
  useLayoutEffect(() => {
    const layer: Layer = { over, handlers: newest };
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [layers, over]);
}

/** The disconnect warning's answers; its age is counted from here. */
export function useWarningKeys(keys: Omit<WarningKeys, 'since'>): void {
  const { warningRef } = useKeyboard();
  const sinceRef = useRef(0);
  useLayoutEffect(() => {
    sinceRef.current = performance.now();
    return () => {
      warningRef.current = null;
    };
  }, [warningRef]);
  useLayoutEffect(() => {
    warningRef.current = { ...keys, since: sinceRef.current };
  });
}

export function KeyboardProvider(props: {
  readonly screen: Screen;
  readonly waits: boolean;
  readonly children: ReactNode;
}) {
  const [keyboard] = useState<Keyboard>(() => ({ layers: [], warningRef: { current: null } }));
  const { screen, waits } = props;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      // No key of Chromium's own (help, find, reload, menu) may take the cashier away from the sale.
      if (/^F\d+$/.test(event.key)) event.preventDefault();
      const { layers, warningRef } = keyboard;
      const from = layers.findLastIndex((layer) => layer.over !== 'none');
      const field = textField(event.target);
      const key = { key: event.key, ctrl: event.ctrlKey, alt: event.altKey };
      const act = actionFor(key, {
        screen,
        waits,
        layer: layers[from]?.over ?? 'none',
        field: field === null ? 'none' : field.value === '' ? 'empty' : 'filled',
      });
      const shown = warningRef.current;
      if (shown !== null) {
        const answer = warningAnswer(key, event.timeStamp - shown.since, act, shown.waits);
        if (answer === 'dismiss' || answer === 'remove') {
          event.preventDefault();
          if (!event.repeat) shown[answer]();
          return;
        }
        if (answer === 'passAndDismiss') shown.dismiss();
      }
      if (act === undefined) return;
      const above = layers.slice(Math.max(0, from)).toReversed();
      const handler = above.map((layer) => layer.handlers.current[act]).find(Boolean);
      if (handler === undefined) return;
      // The field that a typed character is meant for takes it itself, once it has the focus.
      if (act !== 'type') event.preventDefault();
      const repeats = ['lineUp', 'lineDown', 'plus', 'minus', 'type'].includes(act);
      if (!event.repeat || repeats) handler();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [keyboard, screen, waits]);
  return <KeyboardContext value={keyboard}>{props.children}</KeyboardContext>;
}
