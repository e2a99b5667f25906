/** The key map of the design: which act a key means, on which screen, in which state. Pure; `keyboard.tsx` carries it out. */
import type { Screen } from '../shared/bridge/view.ts';

export type KeyAct =
  | 'forward'
  | 'close'
  | 'more'
  | 'search'
  | 'quantity'
  | 'discount'
  | 'customer'
  | 'return'
  | 'giftCard'
  | 'suspend'
  | 'drawer'
  | 'connection'
  | 'lock'
  | 'voidLine'
  | 'voidSale'
  | 'lineUp'
  | 'lineDown'
  | 'plus'
  | 'minus'
  | 'bankCard'
  | 'creditMemo'
  | 'check'
  | 'currency'
  | 'removeCard'
  | 'again'
  | 'tryNow'
  | 'printAgain'
  | 'email'
  | 'pdf'
  | 'shift'
  | 'journal'
  | 'type';

export type KeyPress = { readonly key: string; readonly ctrl: boolean; readonly alt: boolean };

export type KeyState = {
  readonly screen: Screen;
  /** What lies over the screen and takes its keys: nothing, a panel, Connection status, or the refusal. */
  readonly layer: 'none' | 'panel' | 'connection' | 'refusal';
  /** Whether an instrument in the sale must wait for the line. */
  readonly waits: boolean;
  /** Whether the key goes into a text field, and whether something stands in it. */
  readonly field: 'none' | 'empty' | 'filled';
};

const everywhere: Readonly<Record<string, KeyAct>> = {
  F12: 'forward',
  Escape: 'close',
  F1: 'more',
  F10: 'connection',
};
const onSale: Readonly<Record<string, KeyAct>> = {
  F2: 'search',
  F3: 'quantity',
  F4: 'discount',
  F5: 'customer',
  F6: 'return',
  F7: 'suspend',
  F8: 'giftCard',
  F9: 'drawer',
  F11: 'shift',
};
const onShift: Readonly<Record<string, KeyAct>> = { F11: 'shift' };
const onPayment: Readonly<Record<string, KeyAct>> = {
  F2: 'check',
  F3: 'bankCard',
  F4: 'creditMemo',
  F7: 'currency',
  F8: 'giftCard',
  F9: 'drawer',
};
const whileWaiting: Readonly<Record<string, KeyAct>> = {
  ...onPayment,
  F8: 'removeCard',
  F9: 'tryNow',
};
const onReceipt: Readonly<Record<string, KeyAct>> = {
  F2: 'email',
  F3: 'pdf',
  F4: 'printAgain',
  F9: 'drawer',
};
const onLines: Readonly<Record<string, KeyAct>> = {
  ArrowUp: 'lineUp',
  ArrowDown: 'lineDown',
};
/** Screens from which the journal is opened, with Ctrl+F11. */
const hasJournal: readonly Screen[] = ['shift', 'sale', 'receipt'];
/** Screens without anybody who could lock the register, with Ctrl+L. */
const noLock: readonly Screen[] = ['starting', 'signIn', 'trouble'];
/** Keys that a filled text field needs for itself. */
const unlessTyping: Readonly<Record<string, KeyAct>> = {
  Delete: 'voidLine',
  '+': 'plus',
  '-': 'minus',
  '\u2212': 'minus',
};

/** What the key does there, or undefined when it is not ours. */
export function actionFor(press: KeyPress, state: KeyState): KeyAct | undefined {
  if (press.alt) return undefined;
  if (press.ctrl) {
    if (state.layer !== 'none') return undefined;
    if (press.key.toLowerCase() === 'l') return noLock.includes(state.screen) ? undefined : 'lock';
    if (press.key === 'F11') return hasJournal.includes(state.screen) ? 'journal' : undefined;
    return press.key === 'Delete' && state.screen === 'sale' ? 'voidSale' : undefined;
  }
  if (state.layer !== 'none') return inLayer(press.key, state.layer);
  return everywhere[press.key] ?? onScreen(press.key, state);
}

function inLayer(key: string, layer: 'panel' | 'connection' | 'refusal'): KeyAct | undefined {
  if (key === 'F12') return 'forward';
  if (key === 'Escape') return 'close';
  // The discount panel changes between line and sale.
  if (layer === 'panel' && key === 'F4') return 'discount';
  if (layer === 'connection' && key === 'F9') return 'tryNow';
  if (layer === 'connection' && key === 'F10') return 'close';
  if (layer === 'refusal' && key === 'F8') return 'again';
  return undefined;
}

function onScreen(key: string, state: KeyState): KeyAct | undefined {
  switch (state.screen) {
    case 'sale': {
      const act = onSale[key] ?? onLines[key];
      if (act !== undefined) return act;
      if (state.field === 'filled') return undefined;
      return unlessTyping[key] ?? typed(key, state, /^[\p{L}\p{N}]$/u);
    }
    case 'payment':
      return (state.waits ? whileWaiting : onPayment)[key] ?? typed(key, state, /^[\d.]$/);
    case 'shift':
      return onShift[key];
    case 'receipt':
      return onReceipt[key];
    case 'signIn':
      return typed(key, state, /^[\p{L}\p{N}\p{P}\p{S}]$/u);
    case 'starting':
    case 'trouble':
      return undefined;
  }
}

/** A character without a field goes into the screen's own: search, amount, PIN. */
const typed = (key: string, state: KeyState, characters: RegExp): KeyAct | undefined =>
  state.field === 'none' && characters.test(key) ? 'type' : undefined;

/** For its first 500 ms the warning takes no key: what a hand was about to do is done as before. */
export const warningRests = 500;

/** For its first 600 ms the receipt takes no forward key: it is meant for the sale before it. */
export const receiptRests = 600;

export type WarningAnswer = 'pass' | 'dismiss' | 'remove' | 'passAndDismiss';

/**
 * What a key does to the disconnect warning. `age`: milliseconds since it came. F12 and Esc put it away and do nothing else; any other
 * operation key puts it away and does its own work; typed characters leave it.
 */
export function warningAnswer(
  press: KeyPress,
  age: number,
  act: KeyAct | undefined,
  waits: boolean,
): WarningAnswer {
  if (age < warningRests) return 'pass';
  if (press.key === 'F12' || press.key === 'Escape') return 'dismiss';
  if (press.key === 'F8' && waits) return 'remove';
  return act === undefined || act === 'type' ? 'pass' : 'passAndDismiss';
}
