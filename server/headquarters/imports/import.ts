/** Importing master data: a preview that names every flawed row, and the import itself, in one transaction. */
import { never, fail, ok, type Result } from '../../../shared/fault.ts';
import type { JobId } from '../../../shared/feed.ts';
import { hashText } from '../../../shared/hash.ts';
import { productSchema, staffSchema, storeConfigurationSchema } from '../../../shared/wire/feed.ts';
import type {
  Imported,
  ImportKind,
  ImportFlaw,
  ImportPreview,
} from '../../../shared/wire/masters.ts';
import { recordAct } from '../audit.ts';
import type { Act, Headquarters } from '../headquarters.ts';
import { keepStore } from '../storeedits.ts';
import { saveMasters } from '../masterrows.ts';
import { houseCurrency } from '../overview.ts';
import type { Plan, Present, Write } from './plan.ts';
import { planProducts } from './products.ts';
import { planStaff } from './staff.ts';
import { planStores, planTaxes, planTenders } from './stores.ts';
import { readTable, type Table } from './table.ts';

const jobs: Readonly<Record<ImportKind, JobId>> = {
  products: '1040',
  staff: '1060',
  stores: '1070',
  tenders: '1070',
  taxes: '1070',
};
const mostFlaws = 1000;

type Before = ReadonlyMap<string, { readonly text: string; readonly active: boolean }>;
type Weighed = {
  readonly plan: Plan;
  readonly before: Before;
  readonly flaws: readonly ImportFlaw[];
  readonly rows: number;
};

/** What the file would do. Nothing is written. Fault: import.unreadable. */
export async function previewImport(
  headquarters: Headquarters,
  kind: ImportKind,
  csv: string,
): Promise<Result<ImportPreview>> {
  const table = readTable(kind, csv);
  if (!table.ok) return table;
  return headquarters.db.transaction(async (act) => {
    const { plan, before, flaws, rows } = await weigh(act, kind, table.value);
    const count = { fresh: 0, changed: 0, same: 0 };
    for (const write of plan.writes) count[standing(write, before)] += 1;
    return ok({
      ...{ rows, ...count },
      flawedRows: new Set(flaws.map((flaw) => flaw.row)).size,
      flaws: flaws.slice(0, mostFlaws),
    });
  });
}

/**
 * Writes what the file says; its rows wait for their job. `refuse`: a flawed row keeps the whole file out; `leaveOut`: only itself. A
 * flawed heading always refuses. Faults: import.unreadable, import.flawed { count }.
 */
export async function applyImport(
  headquarters: Headquarters,
  { kind, csv, flawed }: { kind: ImportKind; csv: string; flawed: 'refuse' | 'leaveOut' },
  by: string,
): Promise<Result<Imported>> {
  const table = readTable(kind, csv);
  if (!table.ok) return table;
  return headquarters.db.transaction(async (act) => {
    const { plan, flaws } = await weigh(act, kind, table.value);
    const leftOut = new Set(flaws.map((flaw) => flaw.row));
    if (leftOut.has(1) || (flawed === 'refuse' && leftOut.size > 0))
      return fail('import.flawed', { count: leftOut.size });
    if (kind === 'stores')
      for (const { channel = '', body } of plan.writes)
        await keepStore(act, channel, storeConfigurationSchema.parse(body));
    const written = await saveMasters(act, jobs[kind], plan.writes);
    await recordAct(headquarters, act, {
      at: headquarters.clock.now(),
      account: by,
      act: `${kind}.imported`,
      detail: `${written} written, ${leftOut.size} left out, file ${hashText(csv).slice(0, 16)}`,
    });
    return ok({ written, leftOut: leftOut.size });
  });
}

async function weigh(act: Act, kind: ImportKind, table: Table): Promise<Weighed> {
  const before = await rowsOf(act, jobs[kind]);
  const present = await presentFor(act, kind, before);
  // A file whose heading is flawed is not read further: every row would be flawed for the same reason.
  const isReadable = !table.flaws.some((flaw) => flaw.row === 1);
  const plan = isReadable ? planOf(kind, table, present) : { writes: [], flaws: [] };
  const flaws = [...table.flaws, ...plan.flaws].toSorted((a, b) => a.row - b.row);
  const unreadable = table.flaws.filter((flaw) => flaw.row > 1).length;
  return { plan, before, flaws, rows: table.rows.length + unreadable };
}

function planOf(kind: ImportKind, { rows }: Table, present: Present): Plan {
  switch (kind) {
    case 'products':
      return planProducts(rows, present);
    case 'staff':
      return planStaff(rows, present);
    case 'stores':
      return planStores(rows, present);
    case 'tenders':
      return planTenders(rows, present);
    case 'taxes':
      return planTaxes(rows, present);
    default:
      return never(kind);
  }
}

async function rowsOf(act: Act, job: JobId): Promise<Before> {
  const rows = await act
    .selectFrom('master')
    .select(['id', 'body_json', 'deleted'])
    .where('job', '=', job)
    .execute();
  return new Map(rows.map((row) => [row.id, { text: row.body_json, active: row.deleted === 0 }]));
}

async function presentFor(act: Act, kind: ImportKind, before: Before): Promise<Present> {
  const stores = jobs[kind] === '1070' ? before : await rowsOf(act, '1070');
  const channels = await act.selectFrom('channel').select('id').execute();
  const read = <Body>(rows: Before, parse: (body: unknown) => Body): Map<string, Body> =>
    new Map([...rows].map(([id, row]) => [id, parse(JSON.parse(row.text))]));
  const inactive = [...before].flatMap(([id, row]) => (row.active ? [] : [id]));
  return {
    stores: read(stores, (body) => storeConfigurationSchema.parse(body)),
    channels: new Set(channels.map((row) => row.id)),
    products: kind === 'products' ? read(before, (body) => productSchema.parse(body)) : new Map(),
    staff: kind === 'staff' ? read(before, (body) => staffSchema.parse(body)) : new Map(),
    inactive: new Set(inactive),
    currency: await houseCurrency(act),
  };
}

function standing(write: Write, before: Before): 'fresh' | 'changed' | 'same' {
  const known = before.get(write.id);
  if (known === undefined) return 'fresh';
  const isSame = known.text === JSON.stringify(write.body) && known.active === write.active;
  return isSame ? 'same' : 'changed';
}
