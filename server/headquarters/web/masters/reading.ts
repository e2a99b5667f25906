/** Reading what was typed into a form of master data. */
import { decimalText, parseDecimal, type Currency, type Minor } from '../../../../shared/money.ts';

export const isId = (text: string): boolean => /^[\w.:-]{1,64}$/.test(text);

export const moneyDraft = (amount: Minor | null, currency: Currency): string =>
  amount === null ? '' : decimalText(amount, currency);

/** Undefined for what is no amount; null for nothing. */
export function readMoney(typed: string, currency: Currency): Minor | null | undefined {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return null;
  const amount = parseDecimal(text, currency);
  return amount === undefined || amount < 0 ? undefined : amount;
}

/** A percentage in thousandths of a percent; null for nothing. */
export function readPercent(typed: string): number | null | undefined {
  const text = typed.normalize('NFKC').replace(/%$/, '').trim();
  if (text === '') return null;
  return /^\d{1,3}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : undefined;
}

export const percentDraft = (thousandths: number | null): string =>
  thousandths === null ? '' : String(thousandths / 1000);
