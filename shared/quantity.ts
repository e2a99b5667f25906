/** Quantities are whole thousandths: one piece is 1000, a weighed 0.345 kg is 345. Negative when the goods come back. */
import { assert } from './fault.ts';
import { minor, multiply, type Minor } from './money.ts';

declare const thousandth: unique symbol;
export type Quantity = number & { readonly [thousandth]: true };

/** What a quantity counts: pieces, or kilograms of what is weighed. */
export type Unit = 'piece' | 'kg';

/** The most of one thing in one line: 9,999 pieces. */
export const mostQuantity = 9_999_000;

export function quantity(thousandths: number): Quantity {
  assert(isQuantity(thousandths), `${thousandths} is a quantity in thousandths`);
  return thousandths;
}

/** A non-zero whole number of thousandths within the limit. */
export function isQuantity(value: unknown): value is Quantity {
  return Number.isSafeInteger(value) && value !== 0 && Math.abs(value as number) <= mostQuantity;
}

export const pieces = (count: number): Quantity => quantity(count * 1000);
export const one: Quantity = pieces(1);

/** Price for the quantity: unit price x quantity, rounded once. */
export const priced = (unitPrice: Minor, amount: Quantity): Minor =>
  multiply(minor(unitPrice), amount, 1000);

/** "2", "0.345", "−1" for a screen: no trailing zeros, a true minus sign. */
export function quantityText(amount: Quantity): string {
  const whole = Math.trunc(Math.abs(amount) / 1000);
  const rest = String(Math.abs(amount) % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${amount < 0 ? '\u2212' : ''}${whole}${rest ? `.${rest}` : ''}`;
}
