/** The contract with windows that only show: the customer's display, and a paper on its way to a file. They can ask for nothing. */
export const asideChannel = 'holdfast:aside';
/** The name under which such a page finds what it is to show. */
export const asideName = 'holdfastAside';

export type Aside = {
  /** Calls back with what is to be shown, at once if there is something already, and with each change. */
  readonly watch: (seen: (shown: unknown) => void) => void;
};
