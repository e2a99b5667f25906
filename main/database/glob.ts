/** The path as a pattern that only it fits. */
export const escapeGlob = (path: string): string => path.replaceAll(/[[\]{}()*?!+@\\]/g, '\\$&');
