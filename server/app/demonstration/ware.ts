/** One line of the demonstration's assortment; the price in cents. */
export type Ware = readonly [id: string, category: string, en: string, zh: string, cents: number];
