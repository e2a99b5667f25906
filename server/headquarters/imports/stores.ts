/** Stores, what they allow of each way to pay, and their taxes, from files. */
import type { StoreConfiguration } from '../../../shared/feed.ts';
import type { Minor } from '../../../shared/money.ts';
import { defaultTenderPolicy, type TenderKind } from '../../../shared/tenderrule.ts';
import { storeConfigurationSchema } from '../../../shared/wire/feed.ts';
import type { Cells, Reader } from './cells.ts';
import { planParts, planRows, type Plan, type Present } from './plan.ts';

export function planStores(rows: readonly Cells[], present: Present): Plan {
  return planRows(rows, (reader) => {
    const id = reader.id('id');
    const known = id === undefined ? undefined : present.stores.get(id);
    const name = { en: reader.text('name_en'), zh: reader.text('name_zh') };
    const address = { en: reader.text('address_en'), zh: reader.text('address_zh') };
    const currency = reader.currency('currency');
    if (known !== undefined && currency !== undefined && currency !== known.currency)
      reader.flaw('currency', 'notAllowed');
    const channel = reader.id('channel');
    if (channel !== undefined && !present.channels.has(channel))
      reader.flaw('channel', 'unknownChannel');
    const shift =
      reader.optional('shift') === null
        ? known?.shift
        : reader.choice('shift', ['required', 'off']);
    // A column that the file has not changes nothing; an empty cell is UTC.
    const timeZone = reader.has('time_zone') ? reader.timeZone('time_zone') : known?.timeZone;
    const body = storeConfigurationSchema.safeParse({
      ...{ rates: [], registers: [], ...known },
      ...{ store: id, name, address, currency },
      ...(shift === undefined ? {} : { shift }),
      timeZone,
    });
    if (!body.success || channel === undefined || reader.flaws.length > 0) {
      if (reader.flaws.length === 0) reader.flaw('', 'notAllowed');
      return undefined;
    }
    return { id: body.data.store, body: body.data, active: true, channel };
  });
}

const modes = ['inclusive', 'exclusive'] as const;

export function planTaxes(rows: readonly Cells[], present: Present): Plan {
  const change = (reader: Reader, store: StoreConfiguration) => {
    const code = reader.id('code');
    const en = reader.text('name_en');
    const zh = reader.text('name_zh');
    const mode = reader.choice('mode', modes);
    const rate = reader.percent('percent');
    if (
      code === undefined ||
      en === undefined ||
      zh === undefined ||
      mode === undefined ||
      rate === undefined
    )
      return undefined;
    const made = { code, name: { en, zh }, mode, rate };
    const others = store.rates.filter((one) => one.code !== code);
    const at = store.rates.findIndex((one) => one.code === code);
    const rates = at < 0 ? [...others, made] : store.rates.with(at, made);
    return { part: code, store: { ...store, rates } };
  };
  return planParts(rows, present, change, 'code');
}

const tenderKinds = Object.keys(defaultTenderPolicy.kinds) as readonly TenderKind[];

export function planTenders(rows: readonly Cells[], present: Present): Plan {
  const change = (reader: Reader, store: StoreConfiguration) => {
    const kind = reader.choice('kind', tenderKinds);
    if (kind === undefined) return undefined;
    const policy = store.tenders ?? defaultTenderPolicy;
    const rule = policy.kinds[kind];
    /** A column that the file has not changes nothing; an empty cell takes the limit away. */
    const limit = (column: string, now: Minor | null): Minor | null | undefined =>
      reader.has(column) ? reader.optionalMoney(column, store.currency) : now;
    const leastPerLine = limit('least_per_line', rule.leastPerLine ?? null) ?? undefined;
    const mostPerLine = limit('most_per_line', rule.mostPerLine);
    const mostPerSale = limit('most_per_sale', rule.mostPerSale);
    const mostOver = reader.optionalMoney('most_over', store.currency);
    const changes = ['cash', 'creditMemo'] as const;
    const change =
      reader.optional('change') === null ? rule.change : reader.choice('change', changes);
    const memoFrom = reader.optionalMoney('memo_from', store.currency);
    const part = reader.yesNo('part', rule.part);
    const back = reader.yesNo('back', rule.back);
    const byReceipt = reader.yesNo('back_by_receipt', rule.backByReceipt ?? false);
    const backByReceipt = byReceipt === true ? byReceipt : undefined;
    const drawerFrom = limit('drawer_from', rule.drawerFrom);
    const kinds = {
      ...policy.kinds,
      [kind]: {
        ...{
          leastPerLine,
          mostPerLine,
          mostPerSale,
          change,
          part,
          back,
          backByReceipt,
          drawerFrom,
        },
        mostOver: mostOver ?? rule.mostOver,
        memoFrom: memoFrom ?? rule.memoFrom,
      },
    };
    const after = storeConfigurationSchema.safeParse({ ...store, tenders: { ...policy, kinds } });
    if (after.success) return { part: kind, store: after.data };
    if (reader.flaws.length === 0) reader.flaw(columnOf(after.error.issues[0]?.path), 'notAllowed');
    return undefined;
  };
  return planParts(rows, present, change, 'kind');
}

/** The column of a place in the configuration, such as tenders.kinds.card.mostOver. */
function columnOf(path: readonly PropertyKey[] | undefined): string {
  const last = String(path?.at(-1) ?? '');
  // A rule of a whole kind: other currencies are never given back, and no instrument exceeds what is due.
  if (tenderKinds.some((kind) => kind === last)) return last === 'currency' ? 'back' : 'most_over';
  return last.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
