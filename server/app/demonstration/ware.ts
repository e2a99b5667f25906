/** Goods of the demonstration as they are listed, and the shelves that they stand on. */
import type { Text } from '../../../shared/identity.ts';

export const shelves = {
  kitchen: { en: 'Kitchen', zh: '厨房' },
  pantry: { en: 'Pantry', zh: '食品' },
  home: { en: 'Home', zh: '家居' },
  paper: { en: 'Paper', zh: '文具' },
  care: { en: 'Care', zh: '洗护' },
} as const satisfies Record<string, Text>;

/** One product; the price in cents. */
export type Ware = readonly [
  id: string,
  shelf: keyof typeof shelves,
  en: string,
  zh: string,
  cents: number,
];
