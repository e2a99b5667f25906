/** The audit as a chain of seals: where it begins, and the proof that nobody changed or removed a row. */
import type { Hash } from '../../shared/identity.ts';
import { recordAct } from './audit.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { beginning, headMark, sealOf } from './seals.ts';
import type { AuditTable } from './tables.ts';

const pageRows = 1000;

type Sealed = AuditTable & { readonly seal: Hash | null };

/** Rows from a number on, with their seals. */
async function sealedRows(act: Act, from: number): Promise<Sealed[]> {
  return act
    .selectFrom('audit')
    .leftJoin('audit_seal', 'audit_seal.number', 'audit.number')
    .selectAll('audit')
    .select('audit_seal.hash as seal')
    .where('audit.number', '>=', from)
    .orderBy('audit.number')
    .limit(pageRows)
    .execute();
}

/**
 * Begins the chain where there is none: rows of before are sealed as they are found, and a row says so. A second beginning is therefore
 * seen in the audit itself.
 */
export async function beginSeals(headquarters: Headquarters): Promise<void> {
  const { db, keys, clock } = headquarters;
  await db.transaction(async (act) => {
    const begun = await act
      .insertInto('audit_head')
      .values({ one: 1, number: 0, hash: beginning, mark: headMark(keys, 0, beginning) })
      .onConflict((conflict) => conflict.column('one').doNothing())
      .returning('one')
      .executeTakeFirst();
    if (!begun) return;
    let last = { number: 0, hash: beginning };
    for (let rows = await sealedRows(act, 1); rows.length > 0;) {
      for (const row of rows) {
        last = { number: row.number, hash: sealOf(keys, row, last.hash) };
        if (row.seal === null) await act.insertInto('audit_seal').values(last).execute();
      }
      rows = await sealedRows(act, last.number + 1);
    }
    if (last.number === 0) return;
    const mark = headMark(keys, last.number, last.hash);
    await act
      .updateTable('audit_head')
      .set({ ...last, mark })
      .execute();
    await recordAct(headquarters, act, {
      at: clock.now(),
      account: 'headquarters',
      act: 'audit.sealed',
      detail: `rows up to ${last.number} as they were found`,
    });
  });
}

/** `missing`: the row is not there. `unsealed`: its seal is not. `changed`: they do not belong together. `head`: it is not the one that was newest. */
export type AuditFlaw = {
  readonly number: number;
  readonly why: 'missing' | 'unsealed' | 'changed' | 'head';
};
export type AuditProof = {
  readonly rows: number;
  readonly newest: { readonly number: number; readonly hash: Hash };
  /** In order, the first broken row first; at most 100. */
  readonly flaws: readonly AuditFlaw[];
};

const mostFlaws = 100;

/**
 * Proves that the audit is as it was written: every row from the first one on, or only the newest `last` ones. `noted`: a row's seal that
 * somebody kept elsewhere; it shows what nothing in the database can, that the whole of it was put back to an earlier state.
 */
export async function proveAudit(
  { db, keys }: Headquarters,
  options: {
    readonly last?: number;
    readonly noted?: { readonly number: number; readonly hash: Hash } | undefined;
  } = {},
): Promise<AuditProof> {
  const { noted } = options;
  return db.transaction(async (act) => {
    // Nobody writes meanwhile.
    const head = await act
      .updateTable('audit_head')
      .set((where) => ({ number: where.ref('number') }))
      .returningAll()
      .executeTakeFirstOrThrow();
    const first = options.last === undefined ? 1 : Math.max(1, head.number - options.last + 1);
    const before = await act
      .selectFrom('audit_seal')
      .select('hash')
      .where('number', '=', first - 1)
      .executeTakeFirst();
    const flaws: AuditFlaw[] = [];
    const found = (number: number, why: AuditFlaw['why']): void => {
      if (flaws.length < mostFlaws) flaws.push({ number, why });
    };
    let number = first - 1;
    let previous = before?.hash ?? beginning;
    let rows = 0;
    for (let page = await sealedRows(act, first); page.length > 0;) {
      for (const row of page) {
        for (let gap = number + 1; gap < row.number && flaws.length < mostFlaws; gap += 1)
          found(gap, 'missing');
        const isNext = row.number === number + 1;
        if (row.seal === null) found(row.number, 'unsealed');
        else if (isNext && row.seal !== sealOf(keys, row, previous)) found(row.number, 'changed');
        if (row.number === noted?.number && row.seal !== noted.hash) found(row.number, 'changed');
        number = row.number;
        previous = row.seal ?? sealOf(keys, row, previous);
        rows += 1;
      }
      page = await sealedRows(act, number + 1);
    }
    for (let gap = number + 1; gap <= head.number && flaws.length < mostFlaws; gap += 1)
      found(gap, 'missing');
    const isMarked = head.mark === headMark(keys, head.number, head.hash);
    if (!isMarked || (flaws.length === 0 && head.hash !== previous)) found(head.number, 'head');
    if (noted && noted.number > Math.max(number, head.number)) found(noted.number, 'missing');
    return { rows, newest: { number: head.number, hash: head.hash }, flaws };
  });
}
