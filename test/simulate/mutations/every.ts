/** All rules that are broken on purpose. */
import { headOfficeMutations } from './headoffice.ts';
import { headquartersMutations } from './headquarters.ts';
import type { Mutation } from './mutation.ts';
import { registerMutations } from './register.ts';

export const everyMutation: readonly Mutation[] = [
  ...headquartersMutations,
  ...headOfficeMutations,
  ...registerMutations,
];
