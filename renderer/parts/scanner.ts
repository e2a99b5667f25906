/**
 * A scanner that types: fast bursts of characters, wherever the focus is. Fields get back what stood in them before the burst, so that a scan never
 * lands in a text field.
 */
import { createContext, use, useLayoutEffect, useRef, type RefObject } from 'react';
import { assert } from '../../shared/fault.ts';
import type { ScannerProfile } from '../../shared/scanner.ts';
import { holdSigns } from '../held-signs.ts';
import { useSteady } from '../steady.ts';
import { collect, isForNoField, isSurelyScan, longestStall, type Burst } from '../scan.ts';

type Before = {
  readonly focus: Element | null;
  readonly fields: readonly (readonly [HTMLInputElement, string])[];
};

const before = (): Before => ({
  focus: document.activeElement,
  fields: [...document.querySelectorAll('input')].map((field) => [field, field.value] as const),
});

/** Puts the old values back in a way that React hears of. */
function restore({ focus, fields }: Before): void {
  for (const [field, value] of fields) {
    if (!field.isConnected || field.value === value) continue;
    // React overrides the element's own setter; the prototype's is the one that it does not see as its own doing.
    Reflect.set(HTMLInputElement.prototype, 'value', value, field);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (focus === document.activeElement) return;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  if (focus instanceof HTMLElement && focus.isConnected && focus !== document.body) focus.focus();
}

const isSign = ({ key, ctrlKey, altKey, metaKey, isComposing }: KeyboardEvent): boolean =>
  key.length === 1 && !ctrlKey && !altKey && !metaKey && !isComposing;

/** Nobody else hears of the key, and it does nothing. */
function keepBack(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Who hears of scans: a code, or what came of one that was broken. */
export type Scanning = {
  readonly onScan: (code: string) => void;
  readonly onHalf: (text: string) => void;
};

/** Calls back with every scan in the window. */
export function useScanner(profile: ScannerProfile, scanning: Scanning): void {
  const newest = useRef({ profile, scanning });
  useLayoutEffect(() => {
    newest.current = { profile, scanning };
  });
  useLayoutEffect(() => {
    let burst: Burst | null = null;
    let old: Before | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const held = holdSigns();
    const giveBack = () => {
      held.drop();
      if (old !== null) restore(old);
      old = null;
      burst = null;
    };
    // A scanner that stopped in the middle: its characters stay in no field, and nobody sells by half a code.
    const stopped = () => {
      const half = burst;
      if (half === null || !isSurelyScan(half, newest.current.profile)) return;
      giveBack();
      newest.current.scanning.onHalf(half.text);
    };
    const press = (event: KeyboardEvent) => {
      if (held.isPressing()) return;
      const wasScan = burst !== null && isSurelyScan(burst, newest.current.profile);
      const isKept = burst !== null && isForNoField(burst, newest.current.profile);
      const collected = collect(
        burst,
        {
          key: event.key,
          code: event.code,
          shift: event.shiftKey,
          at: event.timeStamp,
          plain: !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing,
        },
        newest.current.profile,
      );
      const begins = collected.burst !== null && collected.burst.gaps.length === 0;
      if (begins) old = before();
      burst = collected.burst;
      clearTimeout(timer);
      if (burst !== null) timer = setTimeout(stopped, longestStall);
      if (collected.code === null && collected.half === null) {
        // A code's signs are never quantity or line keys, and its spaces press no button. No code has nothing but signs: those are a hand's.
        const isCode = burst !== null && /[^+\u2212-]/.test(burst.text);
        if (isCode && /[+\u2212-]/.test(event.key)) event.stopPropagation();
        if (burst !== null && wasScan && event.key === ' ') event.preventDefault();
        // What a scanner types passes through no field that would have to draw each of its signs and give them all back.
        const waitMs = isKept ? longestStall : newest.current.profile.gap;
        if (burst !== null && isSign(event) && (held.hold(event, waitMs) || isKept))
          return keepBack(event);
        // Shift belongs to the sign that comes next.
        const wasHeld = event.key !== 'Shift' && held.release();
        if (!wasHeld || event.key !== 'Enter') return;
        // Enter after less than a code is meant for the field into which that went.
        keepBack(event);
        return held.press(event);
      }
      keepBack(event);
      giveBack();
      if (collected.code !== null) newest.current.scanning.onScan(collected.code);
      else newest.current.scanning.onHalf(collected.half ?? '');
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => {
      clearTimeout(timer);
      held.drop();
      window.removeEventListener('keydown', press, { capture: true });
    };
  }, []);
}

/** Who takes a scan instead of the sale; the last one mounted wins. */
export type ScanTakers = RefObject<((code: string) => void)[]>;
export const ScanContext = createContext<ScanTakers | null>(null);

/** Takes every scan while mounted, as a panel that asks for a number does. */
export function useScanTaker(take: (code: string) => void): void {
  const takers = use(ScanContext);
  assert(takers !== null, 'scans are taken inside a ScanContext');
  const taker = useSteady(take);
  useLayoutEffect(() => {
    const list = takers.current;
    list.push(taker);
    return () => {
      list.splice(list.indexOf(taker), 1);
    };
  }, [takers, taker]);
}
