/** Text that both databases can keep. */

/** PostgreSQL keeps no U+0000. Only text that is damaged already can hold one, so it is replaced; SQLite does the same, so that both mean the same. */
export const storable = (text: string): string => text.replaceAll('\u0000', '\uFFFD');
