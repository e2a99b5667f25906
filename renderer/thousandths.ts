/** Quantities and percentages are typed with at most three decimals and kept as whole thousandths. */

/** "2" is 2000, "0.345" is 345; undefined when it is no such number. */
export function parseThousandths(typed: string): number | undefined {
  const match = /^(\d{1,7})(?:[.,](\d{0,3}))?$/.exec(typed.trim());
  if (match === null) return undefined;
  return Number((match[1] ?? '') + (match[2] ?? '').padEnd(3, '0'));
}
