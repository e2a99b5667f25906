/** How the store's scanners type: what they put around a code, and for which keyboard they were set up. */
export type ScannerProfile = {
  /** Typed before each code; empty when there is none. Only what begins with it is a scan then. */
  readonly prefix: string;
  /** The key that ends a code. */
  readonly suffix: 'Enter' | 'Tab';
  /** `us`: the scanner types as if on a US keyboard, whatever the machine is set to; `machine`: it was set up like the machine. */
  readonly layout: 'us' | 'machine';
  /** Milliseconds: half of a code's keys come closer together than this. */
  readonly gap: number;
};

/** What most scanners do when they leave their box; no hand types four characters and Enter so fast. */
export const defaultScanner: ScannerProfile = {
  prefix: '',
  suffix: 'Enter',
  layout: 'machine',
  gap: 35,
};
