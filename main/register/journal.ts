/** Operation 115: every sale of this register, newest first, and those of the store while the channel is reached. */
import type { JournalPage, JournalRow, JournalSale } from '../../shared/bridge/journal.ts';
import type { Query } from '../../shared/bridge/query.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { StaffId, Text } from '../../shared/identity.ts';
import { reachesChannel } from '../../shared/link.ts';
import type { StoreJournal } from '../../shared/wire/storesales.ts';
import { readIdentity } from '../database/identity.ts';
import type { Database } from '../database/open.ts';
import { readConfiguration } from '../database/parameters.ts';
import { findStaff } from '../database/people.ts';
import { saleRowOf, saleRows, type SaleRow } from '../database/salerows.ts';
import type { Desk } from './desk.ts';
import { papersOf } from './papers.ts';
import { needStaff } from './people.ts';
import { foundSale, pastSale } from './return.ts';

type Asked = Extract<Query, { query: 'journal' }>;

const personName = (db: Database, staff: StaffId): Text =>
  findStaff(db, staff)?.name ?? { en: staff, zh: staff };
const currencyOf = (db: Database): string => readConfiguration(db)?.currency ?? 'USD';

function ownRow(db: Database, row: SaleRow): JournalRow {
  const { receipt, kind, at, total, lines, tenders, offline, state } = row;
  return {
    ...{ receipt, kind, at, total, lines, tenders, offline, state },
    registerName: readIdentity(db)?.registerName ?? '',
    cashier: personName(db, row.cashier),
    currency: currencyOf(db),
  };
}

/**
 * A page of the journal. The store's sales come from the channel; without it those of this register come and say so (`scope`), as when it is
 * searched by how a sale stands with head office, which each register knows of its own sales only. Fault: signIn.needed.
 */
export async function journalPage(desk: Desk, asked: Asked): Promise<Result<JournalPage>> {
  const { db, link } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const { state } = asked.filter;
  const ofStore = asked.scope === 'store' && (state === null || state === 'offline');
  if (ofStore && reachesChannel(link())) {
    const page = await storePage(desk, asked);
    if (page !== null) return ok(page);
  }
  const before = asked.before !== null && /^\d+$/.test(asked.before) ? Number(asked.before) : null;
  const rows = saleRows(db, { ...asked.filter, text: textOf(asked) }, before, asked.limit);
  const last = rows.length === asked.limit ? rows.at(-1) : undefined;
  return ok({
    rows: rows.map((row) => ownRow(db, row)),
    next: last === undefined ? null : String(last.place),
    scope: 'register',
  });
}

const textOf = ({ filter }: Asked): string | null =>
  filter.text === null || filter.text.trim() === '' ? null : filter.text.trim();

/** null: the channel did not answer. */
async function storePage(desk: Desk, asked: Asked): Promise<JournalPage | null> {
  const { from, to, amount, tender, cashier, state } = asked.filter;
  const [at, hash] = asked.before?.split(' ') ?? [];
  const answer = await desk.ports.store?.journal({
    text: textOf(asked),
    ...{ from, to, amount, tender, cashier },
    offline: state === 'offline',
    before: at === undefined || hash === undefined ? null : { at, hash },
    limit: asked.limit,
  });
  if (answer?.ok !== true) return null;
  const { rows } = answer.value;
  const last = rows.length === asked.limit ? rows.at(-1) : undefined;
  return {
    rows: rows.map((row) => storeRow(desk.ports.db, row)),
    next: last === undefined ? null : `${last.at} ${last.hash}`,
    scope: 'store',
  };
}

/** A sale as the channel told it; of this register's own sales the state is known here. */
function storeRow(db: Database, row: StoreJournal['rows'][number]): JournalRow {
  const { receipt, registerName, kind, at, total, lines, tenders, offline, currency } = row;
  const own = row.register === readIdentity(db)?.register ? saleRowOf(db, receipt) : null;
  return {
    ...{ receipt, registerName, kind, at, total, lines, tenders, offline, currency },
    cashier: personName(db, row.cashier),
    state: own?.state ?? null,
  };
}

/** One sale of this register, or one of the store that was asked for. Faults: signIn.needed, receipt.unknown. */
export function journalSale(desk: Desk, receipt: string): Result<JournalSale> {
  const { db } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  const found = foundSale(db, receipt);
  if (!found) return fail('receipt.unknown', { receipt });
  const { sale, registerName } = found;
  const row = saleRowOf(db, sale.receipt);
  const past = pastSale(db, sale.receipt);
  return ok({
    row:
      row && found.own
        ? ownRow(db, row)
        : {
            receipt: sale.receipt,
            registerName,
            kind: sale.kind,
            at: sale.committedAt,
            cashier: personName(db, sale.cashier),
            currency: sale.currency,
            total: sale.total,
            lines: sale.lines.length,
            tenders: [...new Set(sale.tenders.map((tender) => tender.kind))],
            offline: sale.completion.offline,
            state: null,
          },
    paper: papersOf(desk, sale, { copy: true })[0] ?? null,
    returnable: past.ok && past.value.lines.some((line) => line.returnable > 0),
    cashierId: sale.cashier,
  });
}
