/** The address of a page, or of something on it. */
export const addressOf = (page: string, rest = ''): string =>
  rest === '' ? `#${page}` : `#${page}/${encodeURIComponent(rest)}`;
