/** The pages of the office in the order of the side bar: a new page is a file beside this one and a line here. */
import { creditMemos } from './creditmemos.ts';
import { exceptions } from './exceptions.ts';
import { distribution } from './distribution.ts';
import { giftCards } from './giftcards.ts';
import type { OfficePage } from './page.ts';
import { parameters } from './parameters.ts';
import { limits } from './limits.ts';
import { products } from './products.ts';
import { registers } from './registers.ts';
import { reports } from './reports.ts';
import { staff } from './staff.ts';
import { stores } from './stores.ts';
import { taxes } from './taxes.ts';
import { tenders } from './tenders.ts';

export const officePages: readonly OfficePage[] = [
  giftCards,
  creditMemos,
  exceptions,
  reports,
  registers,
  distribution,
  products,
  staff,
  stores,
  tenders,
  taxes,
  limits,
  parameters,
];

/** Where somebody lands whose address names no page. */
export const firstPage = parameters;
