/** Long lists come in pages: what is asked for, and what is answered. */
import { z } from 'zod';

const pageRows = 100;
const mostPageRows = 500;

/** Spread into the query of a list. `after`: `next` of the page before, whose meaning is the server's own; `limit`: rows of a page. */
export const pageQuery = {
  after: z
    .string()
    .max(2000)
    .optional()
    .describe('`next` of the page before; the first page without it'),
  limit: z.coerce.number().int().min(1).max(mostPageRows).default(pageRows),
};
export type PageQuery = { readonly after?: string | undefined; readonly limit: number };
export const firstPage: PageQuery = { limit: pageRows };

/** Spread into the answer of a list. `next`: where the next page begins; null after the last row. */
export const pageAnswer = <Row extends z.ZodType>(row: Row) => ({
  rows: z.array(row),
  next: z.string().nullable(),
});
export type Page<Row> = { rows: Row[]; next: string | null };
