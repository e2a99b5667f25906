/** One call that real Electron would have acted on and the stand-in only wrote down. */
export interface RecordedCall {
  readonly what: string;
  readonly args: readonly unknown[];
}

declare global {
  // Tests read it through `electronApplication.evaluate(() => globalThis.__standin.calls)`.
  var __standin: { readonly calls: RecordedCall[] } | undefined;
}

const calls: RecordedCall[] = [];
globalThis.__standin = { calls };

/** Writes down a call without an effect (dialogs, external links, kiosk mode) for tests to see. */
export function record(what: string, ...args: unknown[]): void {
  calls.push({ what, args });
}
