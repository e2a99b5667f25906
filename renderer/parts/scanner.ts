/**
 * A scanner that types: fast bursts of characters ending in Enter, wherever the focus is. Fields get back what stood in them before the
 * burst, so that a scan never lands in a text field.
 */
import { createContext, use, useLayoutEffect, useRef, type RefObject } from 'react';
import { assert } from '../../shared/fault.ts';

/** Half of a scanner's keys come closer together than this; no hand types four characters and Enter so fast. */
export const scanGap = 35;
/** A longer pause than this ends what a hand types. */
const handPause = 90;
/** When the machine was busy, keys of a burst that came fast so far may be told this late. */
export const longestStall = 400;
/** The same after its first two keys, of which nobody knows yet how fast they come. */
const firstStall = 250;
const shortestScan = 4;

export type Burst = {
  readonly text: string;
  readonly last: number;
  /** Milliseconds between its keys. */
  readonly gaps: readonly number[];
};
export type Stroke = { readonly key: string; readonly at: number; readonly plain: boolean };
export type Collected = {
  readonly burst: Burst | null;
  /** The code, when this stroke ended a scan. */
  readonly code: string | null;
};

const isCharacter = (key: string): boolean => /^[\u0021-\u007e]$/.test(key);

/** Long enough, and not one key that was held down. */
const isCode = (text: string): boolean => text.length >= shortestScan && new Set(text).size > 1;

const isFast = (gaps: readonly number[]): boolean =>
  (gaps.toSorted((left, right) => left - right)[Math.floor(gaps.length / 2)] ?? 0) < scanGap;

/** Whether a key so long after the burst's last one still belongs to it: a scan is never cut in two by a slow moment. */
function goesOn({ gaps }: Burst, gap: number): boolean {
  if (gap <= handPause) return true;
  return gaps.length < 2 ? gap <= firstStall : gap <= longestStall && isFast(gaps);
}

/** One stroke more. `at` in milliseconds of the event's own clock; `plain` without Ctrl, Alt or composition. */
export function collect(burst: Burst | null, stroke: Stroke): Collected {
  // A scanner that types a capital presses Shift for it.
  if (stroke.key === 'Shift') return { burst, code: null };
  if (!stroke.plain) return { burst: null, code: null };
  const gap = burst === null ? 0 : stroke.at - burst.last;
  const going = burst !== null && goesOn(burst, gap) ? burst : null;
  if (stroke.key === 'Enter') {
    const isScan = going !== null && isCode(going.text) && isFast([...going.gaps, gap]);
    return { burst: null, code: isScan ? going.text : null };
  }
  if (!isCharacter(stroke.key)) return { burst: null, code: null };
  return {
    burst: {
      text: (going?.text ?? '') + stroke.key,
      last: stroke.at,
      gaps: going === null ? [] : [...going.gaps, gap],
    },
    code: null,
  };
}

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

/** Calls back with every scan in the window. */
export function useScanner(onScan: (code: string) => void): void {
  const newest = useRef(onScan);
  useLayoutEffect(() => {
    newest.current = onScan;
  });
  useLayoutEffect(() => {
    let burst: Burst | null = null;
    let old: Before | null = null;
    const press = (event: KeyboardEvent) => {
      const collected = collect(burst, {
        key: event.key,
        at: event.timeStamp,
        plain: !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing,
      });
      const begins = collected.burst !== null && collected.burst.text.length === 1;
      if (begins) old = before();
      burst = collected.burst;
      if (collected.code === null) {
        // From its second character on, a burst's signs are never quantity or line keys.
        if (burst !== null && !begins && /[+\u2212-]/.test(event.key)) event.stopPropagation();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      if (old !== null) restore(old);
      newest.current(collected.code);
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, []);
}

/** Who takes a scan instead of the sale; the last one mounted wins. */
export type ScanTakers = RefObject<((code: string) => void)[]>;
export const ScanContext = createContext<ScanTakers | null>(null);

/** Takes every scan while mounted, as a panel that asks for a number does. */
export function useScanTaker(take: (code: string) => void): void {
  const takers = use(ScanContext);
  assert(takers !== null, 'scans are taken inside a ScanContext');
  const newest = useRef(take);
  useLayoutEffect(() => {
    newest.current = take;
  });
  useLayoutEffect(() => {
    const list = takers.current;
    const taker = (code: string) => newest.current(code);
    list.push(taker);
    return () => {
      list.splice(list.indexOf(taker), 1);
    };
  }, [takers]);
}
