import { describe, expect, it } from 'vitest';
import {
  actionFor,
  warningAnswer,
  warningRests,
  type KeyAct,
  type KeyPress,
  type KeyState,
} from '../../renderer/keys.ts';

const press = (key: string, ctrl = false): KeyPress => ({ key, ctrl, alt: false });
const on = (screen: KeyState['screen'], more: Partial<KeyState> = {}): KeyState => ({
  screen,
  layer: 'none',
  waits: false,
  field: 'none',
  ...more,
});
const acts = (state: KeyState, keys: readonly string[]): (KeyAct | undefined)[] =>
  keys.map((key) => actionFor(press(key), state));

const functionKeys = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12'];

describe('the key map', () => {
  it('on the sale is the design’s', () => {
    expect(acts(on('sale'), functionKeys)).toEqual([
      'more',
      'search',
      'quantity',
      'discount',
      'customer',
      'return',
      'suspend',
      'giftCard',
      'drawer',
      'connection',
      'shift',
      'forward',
    ]);
    const others = ['Escape', 'Delete', 'ArrowUp', 'ArrowDown', '+', '-'];
    expect(acts(on('sale'), others)).toEqual([
      'close',
      'voidLine',
      'lineUp',
      'lineDown',
      'plus',
      'minus',
    ]);
    expect(actionFor(press('Delete', true), on('sale'))).toBe('voidSale');
  });

  it('in payment is the design’s', () => {
    expect(acts(on('payment'), functionKeys)).toEqual([
      'more',
      'check',
      'bankCard',
      'creditMemo',
      undefined,
      undefined,
      'currency',
      'giftCard',
      'drawer',
      'connection',
      undefined,
      'forward',
    ]);
  });

  it('in payment removes the card that waits, and tries now', () => {
    const waiting = on('payment', { waits: true });
    expect(acts(waiting, ['F8', 'F9', 'F3'])).toEqual(['removeCard', 'tryNow', 'bankCard']);
  });

  it('after the sale prints again, opens the drawer, and goes on', () => {
    expect(acts(on('receipt'), ['F4', 'F9', 'F12', 'F8'])).toEqual([
      'printAgain',
      'drawer',
      'forward',
      undefined,
    ]);
  });

  it('types digits without a field into the screen’s own', () => {
    expect(acts(on('sale'), ['7', 'k', '茶', ' ', 'Enter'])).toEqual([
      'type',
      'type',
      'type',
      undefined,
      undefined,
    ]);
    expect(acts(on('payment'), ['7', '.', 'k'])).toEqual(['type', 'type', undefined]);
    const lock = { key: 'l', ctrl: true, alt: false };
    expect(actionFor(lock, on('payment'))).toBe('lock');
    expect(actionFor(lock, on('signIn'))).toBeUndefined();
    expect(acts(on('signIn'), ['7', 'k', 'F2'])).toEqual(['type', 'type', undefined]);
    expect(actionFor(press('7'), on('sale', { field: 'empty' }))).toBeUndefined();
  });

  it('leaves a field its own keys once something stands in it', () => {
    expect(acts(on('sale', { field: 'empty' }), ['Delete', '+'])).toEqual(['voidLine', 'plus']);
    expect(acts(on('sale', { field: 'filled' }), ['Delete', '+', '-'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(actionFor(press('F3'), on('sale', { field: 'filled' }))).toBe('quantity');
  });

  it('lets no key through a panel but forward and back', () => {
    for (const layer of ['panel', 'connection', 'refusal'] as const) {
      const state = on('sale', { layer });
      expect(acts(state, ['F12', 'Escape', 'F3', 'Delete', 'Enter', ' ', '5', '+'])).toEqual([
        'forward',
        'close',
        ...Array<undefined>(6).fill(undefined),
      ]);
      expect(actionFor(press('Delete', true), state)).toBeUndefined();
    }
    expect(actionFor(press('F9'), on('sale', { layer: 'connection' }))).toBe('tryNow');
    expect(actionFor(press('F8'), on('payment', { layer: 'refusal' }))).toBe('again');
  });

  it('never makes Enter, Space or a digit the answer of anything', () => {
    for (const screen of ['signIn', 'sale', 'payment', 'receipt', 'trouble'] as const) {
      expect(acts(on(screen), ['Enter', ' '])).toEqual([undefined, undefined]);
    }
  });
});

describe('the warning', () => {
  it('takes no key in its first half second', () => {
    for (const key of ['F12', 'Escape', 'F8', 'F3', '5']) {
      expect(warningAnswer(press(key), warningRests - 1, 'forward', true)).toBe('pass');
    }
  });

  it('goes with F12 and Esc, which do nothing else', () => {
    expect(warningAnswer(press('F12'), warningRests, 'forward', false)).toBe('dismiss');
    expect(warningAnswer(press('Escape'), warningRests, 'close', false)).toBe('dismiss');
  });

  it('goes with any other operation key, which does its own work', () => {
    expect(warningAnswer(press('F3'), 5000, 'quantity', false)).toBe('passAndDismiss');
    expect(warningAnswer(press('F8'), 5000, 'giftCard', false)).toBe('passAndDismiss');
    expect(warningAnswer(press('Delete'), 5000, 'voidLine', false)).toBe('passAndDismiss');
  });

  it('removes a card that must wait with F8', () => {
    expect(warningAnswer(press('F8'), 5000, 'giftCard', true)).toBe('remove');
  });

  it('stays while something is typed or scanned', () => {
    expect(warningAnswer(press('9'), 5000, 'type', true)).toBe('pass');
    expect(warningAnswer(press('Enter'), 5000, undefined, true)).toBe('pass');
  });
});
