/**
 * What a scanner that types has typed: a fast burst of characters that ends in its suffix key. Pure; `parts/scanner.ts` hears the keys. A burst
 * in which something was that no code has, or which never ends, is a broken one: no part of it is taken for a code.
 */
import { defaultScanner, type ScannerProfile } from '../shared/scanner.ts';

/** A longer pause than this ends what a hand types. */
const handPause = 90;
/** When the machine was busy, keys of a burst that came fast so far may be told this late. */
export const longestStall = 400;
/** The same after its first two keys, of which nobody knows yet how fast they come. */
const firstStall = 250;
const shortestScan = 4;
/** From so many fast characters on it was a scanner, also when it never ended them. */
const surelyScan = 6;

export type Burst = {
  readonly text: string;
  readonly last: number;
  /** Milliseconds between its keys. */
  readonly gaps: readonly number[];
  /** Something came in it that is no part of a code. */
  readonly broken: boolean;
};
/** `key` as the event names it; `code`: the place of the key on the board; `plain` without Ctrl, Alt or composition. */
export type Stroke = {
  readonly key: string;
  readonly at: number;
  readonly plain: boolean;
  readonly code?: string;
  readonly shift?: boolean;
};
export type Collected = {
  readonly burst: Burst | null;
  /** The code, when this stroke ended a scan. */
  readonly code: string | null;
  /** What came of a scan that was broken, when this stroke ended it. */
  readonly half: string | null;
};

const isCharacter = (key: string): boolean => /^[\u0021-\u007e]$/.test(key);

/** Long enough, and not one key that was held down. */
const isCode = (text: string): boolean => text.length >= shortestScan && new Set(text).size > 1;

const isFast = (gaps: readonly number[], { gap }: ScannerProfile): boolean =>
  (gaps.toSorted((left, right) => left - right)[Math.floor(gaps.length / 2)] ?? 0) < gap;

/** Whether a key so long after the burst's last one still belongs to it: a scan is never cut in two by a slow moment. */
function goesOn({ gaps }: Burst, gap: number, profile: ScannerProfile): boolean {
  if (gap <= handPause) return true;
  return gaps.length < 2 ? gap <= firstStall : gap <= longestStall && isFast(gaps, profile);
}

/** Whether only a scanner can have typed this. */
export const isSurelyScan = (burst: Burst, profile: ScannerProfile): boolean =>
  burst.text.length >= surelyScan && isCode(burst.text) && isFast(burst.gaps, profile);

/**
 * Whether what follows in the burst is kept from the field that has the focus. Without the prefix of the store's scanners something else typed
 * it, and it is the field's.
 */
export const isForNoField = (burst: Burst, profile: ScannerProfile): boolean =>
  isSurelyScan(burst, profile) && burst.text.startsWith(profile.prefix);

const nothing = { code: null, half: null } as const;

/** One stroke more. `at` in milliseconds of the event's own clock. */
export function collect(
  burst: Burst | null,
  stroke: Stroke,
  profile: ScannerProfile = defaultScanner,
): Collected {
  // A scanner that types a capital presses Shift for it.
  if (stroke.key === 'Shift' || stroke.key === 'CapsLock') return { burst, ...nothing };
  const gap = burst === null ? 0 : stroke.at - burst.last;
  const going = burst !== null && goesOn(burst, gap, profile) ? burst : null;
  const isScanned = going !== null && isSurelyScan(going, profile);
  if (stroke.key === profile.suffix && stroke.plain) {
    if (going === null || !isCode(going.text) || !isFast([...going.gaps, gap], profile))
      return { burst: null, ...nothing };
    return { burst: null, ...ended(going, profile) };
  }
  const key = stroke.plain ? characterOf(stroke, profile) : stroke.key;
  const isPart = stroke.plain && (isCharacter(key) || (key === ' ' && isScanned));
  if (!isPart && !isScanned) return { burst: null, ...nothing };
  return {
    burst: {
      text: (going?.text ?? '') + (isPart ? key : ''),
      last: stroke.at,
      gaps: going === null ? [] : [...going.gaps, gap],
      broken: (going?.broken ?? false) || !isPart,
    },
    ...nothing,
  };
}

/** The code without the prefix that belongs to it; what lacks it was typed by something else. */
function ended(burst: Burst, { prefix }: ScannerProfile): Pick<Collected, 'code' | 'half'> {
  if (burst.broken) return { code: null, half: burst.text };
  if (!burst.text.startsWith(prefix)) return nothing;
  const code = burst.text.slice(prefix.length).trim();
  return code === '' ? nothing : { code, half: null };
}

const digitSigns = ')!@#$%^&*(';
const usSigns: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
};

/** What a scanner set to a US keyboard meant by the place of the key, whatever the machine makes of it. */
function characterOf({ key, code = '', shift = false }: Stroke, profile: ScannerProfile): string {
  if (profile.layout === 'machine') return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) {
    return shift && code.startsWith('Digit') ? (digitSigns[Number(digit)] ?? digit) : digit;
  }
  return usSigns[code]?.[shift ? 1 : 0] ?? key;
}
