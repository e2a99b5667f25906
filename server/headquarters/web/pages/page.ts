/** One page of the office, as the side bar names it. Its content is loaded when it is first shown. */
import type { ComponentType } from 'react';
import type { Overview } from '../../../../shared/wire/headoffice.ts';
import type { IconName } from '../icons.tsx';
import type { Word } from '../text/language.ts';

export type OfficePage = {
  /** In the address, after its #. */
  readonly id: string;
  readonly name: Word;
  readonly icon: IconName;
  /** Pages of the same group stand together in the side bar. */
  readonly group: 'instruments' | 'stores' | 'masterData' | 'settings';
  /** How many things wait there for somebody; nothing is shown for 0. */
  readonly waiting?: (overview: Overview) => number;
  /** `rest`: what the address names after the page, "R-01" of #registers/R-01; empty when it names nothing. */
  readonly Content: ComponentType<{ readonly rest: string }>;
};
