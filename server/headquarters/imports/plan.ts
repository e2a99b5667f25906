/** What a file would write: one row of master data each, and the rows of the file that are flawed and write nothing. */
import type { StoreConfiguration } from '../../../shared/feed.ts';
import type { Product } from '../../../shared/product.ts';
import type { Staff } from '../../../shared/staff.ts';
import type { ImportFlaw } from '../../../shared/wire/masters.ts';
import type { MasterWrite } from '../masterrows.ts';
import type { Cells, Reader } from './cells.ts';
import { readCells } from './cells.ts';

/** What is there before the import. */
export type Present = {
  readonly stores: ReadonlyMap<string, StoreConfiguration>;
  readonly channels: ReadonlySet<string>;
  readonly products: ReadonlyMap<string, Product>;
  readonly staff: ReadonlyMap<string, Staff>;
  /** Ids that registers do not know; their barcodes and badges are free. */
  readonly inactive: ReadonlySet<string>;
  /** Currency of prices. */
  readonly currency: string;
};

export type Write = MasterWrite & {
  /** Of a store: the channel that serves it. */
  readonly channel?: string;
};
export type Plan = { readonly writes: readonly Write[]; readonly flaws: readonly ImportFlaw[] };

/** Plans a file of which each row is one row of master data. A row whose id came before is flawed. */
export function planRows(
  rows: readonly Cells[],
  read: (reader: Reader, row: number) => Write | undefined,
): Plan {
  const seen = new Set<string>();
  const writes: Write[] = [];
  const flaws: ImportFlaw[] = [];
  for (const cells of rows) {
    const reader = readCells(cells);
    const write = read(reader, cells.row);
    if (write !== undefined && seen.has(write.id)) reader.flaw('id', 'twice');
    flaws.push(...reader.flaws);
    if (write === undefined || reader.flaws.length > 0) continue;
    seen.add(write.id);
    writes.push(write);
  }
  return { writes, flaws };
}

/**
 * Plans a file of which each row changes a part of a store. `change` answers the store with the row's part, and what names the part, so
 * that one that comes twice is flawed.
 */
export function planParts(
  rows: readonly Cells[],
  present: Present,
  change: (
    reader: Reader,
    store: StoreConfiguration,
  ) => { readonly part: string; readonly store: StoreConfiguration } | undefined,
  named: string,
): Plan {
  const changed = new Map<string, StoreConfiguration>();
  const seen = new Set<string>();
  const flaws: ImportFlaw[] = [];
  for (const cells of rows) {
    const reader = readCells(cells);
    const id = reader.id('store');
    const before = id === undefined ? undefined : (changed.get(id) ?? present.stores.get(id));
    if (id !== undefined && before === undefined) reader.flaw('store', 'unknownStore');
    const after = before === undefined ? undefined : change(reader, before);
    const key = `${id} ${after?.part}`;
    if (after !== undefined && seen.has(key)) reader.flaw(named, 'twice');
    flaws.push(...reader.flaws);
    if (id === undefined || after === undefined || reader.flaws.length > 0) continue;
    seen.add(key);
    changed.set(id, after.store);
  }
  const writes = [...changed].map(([id, body]) => ({ id, body, active: true }));
  return { writes, flaws };
}
