/** The page's only clock. */
export const now = (): Date => new Date();
