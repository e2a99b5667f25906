/** The store and the register of the tests. */
import type { Identity } from '../../main/database/identity.ts';
import type { StoreConfiguration } from '../../shared/feed.ts';
import {
  defaultParameters,
  type CompletionRule,
  type Parameters,
} from '../../shared/parameters.ts';

export const identity: Identity = {
  register: 'S01-R02',
  registerName: 'R-02',
  store: 'S01',
  signingKey: '',
  channel: 'http://127.0.0.1:1',
  token: 'sealed token',
  incarnation: 1,
  epoch: 1,
};

export const configuration: StoreConfiguration = {
  store: 'S01',
  name: { en: 'Harbour Street', zh: '海港街店' },
  address: { en: '14 Harbour Street', zh: '海港街 14 号' },
  currency: 'USD',
  rates: [
    { code: 'sales', mode: 'exclusive', rate: 7250, name: { en: 'Sales tax', zh: '销售税' } },
  ],
  registers: [{ id: 'S01-R02', name: 'R-02' }],
  email: true,
};

/** Parameters of a version in which both kinds of instrument follow the rule. */
export function makeParameters(version: number, change: Partial<CompletionRule>): Parameters {
  const rule = { ...defaultParameters.posting.giftCard, ...change };
  return { ...defaultParameters, version, posting: { giftCard: rule, creditMemo: rule } };
}
