/** The pages of the office in the order of the side bar: a new page is a file beside this one and a line here. */
import { creditMemos } from './creditmemos.ts';
import { exceptions } from './exceptions.ts';
import { giftCards } from './giftcards.ts';
import type { OfficePage } from './page.ts';
import { parameters } from './parameters.ts';
import { registers } from './registers.ts';
import { reports } from './reports.ts';

export const officePages: readonly OfficePage[] = [
  giftCards,
  creditMemos,
  exceptions,
  reports,
  registers,
  parameters,
];

/** Where somebody lands whose address names no page. */
export const firstPage = parameters;
