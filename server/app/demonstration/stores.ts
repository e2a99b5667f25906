/** Stores, registers, channel and parameters of the demonstration. */
import type { StoreConfiguration } from '../../../shared/feed.ts';
import {
  defaultParameters,
  type CompletionRule,
  type Parameters,
} from '../../../shared/parameters.ts';
import { unlimited, type LimitsByRole } from '../../../shared/limits.ts';
import { minor } from '../../../shared/money.ts';
import type { PeopleRules } from '../../../shared/staff.ts';
import type { Reason } from '../../../shared/reason.ts';
import type { TaxRate } from '../../../shared/tax.ts';
import { labels } from './counter.ts';
import { defaultTenderPolicy, type TenderPolicy } from '../../../shared/tenderrule.ts';

const currency = 'USD';
export const salesTax: TaxRate = {
  code: 'SALES',
  mode: 'exclusive',
  rate: 7250,
  name: { en: 'Sales tax', zh: '销售税' },
};

/** The channel that serves both stores. */
export const channelId = 'C-01';

/** Euros are taken, a drawer with more than 1,500 asks for a safe drop, and a card with up to 10 on it may be paid out. */
const tenders: TenderPolicy = {
  ...defaultTenderPolicy,
  currencies: [{ currency: 'EUR', rate: 1_085_000 }],
  drawerMost: minor(150_000),
  cashOutMost: minor(1000),
};
/** Cashiers go so far by themselves; the store manager approves the rest. */
const limits: LimitsByRole = {
  cashier: {
    lineDiscountPercent: 20_000,
    totalDiscountPercent: 10_000,
    returnMost: minor(20_000),
    cashOutMost: minor(1_000),
    priceOverride: false,
    blindReturn: true,
    openDrawer: true,
  },
  manager: unlimited,
  stock: unlimited,
};
const people: PeopleRules = { staffDays: 7, idleMinutes: 15, signOutWithSale: 'refuse' };

/** Chosen at the register for customers who show that they pay no tax. */
const exempt: TaxRate = {
  code: 'EXEMPT',
  mode: 'exclusive',
  rate: 0,
  name: { en: 'Tax exempt', zh: '免税' },
};
/** One of the stores asks why a line is taken out. */
const reasons: readonly Reason[] = [
  {
    id: 'mind',
    name: { en: 'Customer changed their mind', zh: '顾客改变主意' },
    uses: ['voidLine'],
  },
  { id: 'price', name: { en: 'Wrong price on the shelf', zh: '货架标价有误' }, uses: ['voidLine'] },
  { id: 'mistake', name: { en: 'Scanned by mistake', zh: '误扫' }, uses: ['voidLine'] },
];

const store = {
  shift: 'required',
  currency,
  rates: [salesTax, exempt],
  tenders,
  limits,
  people,
  labels,
  timeZone: 'America/New_York',
} as const;
const harbourStreet: StoreConfiguration = {
  ...store,
  store: 'HARBOUR',
  name: { en: 'Harbour Street', zh: '海港街店' },
  address: { en: '18 Harbour Street', zh: '海港街 18 号' },
  registers: [
    { id: 'R-01', name: 'R-01' },
    { id: 'R-02', name: 'R-02' },
  ],
};
const millLane: StoreConfiguration = {
  ...store,
  store: 'MILL',
  reasons,
  name: { en: 'Mill Lane', zh: '磨坊巷店' },
  address: { en: '4 Mill Lane', zh: '磨坊巷 4 号' },
  registers: [{ id: 'R-05', name: 'R-05' }],
};
export const stores: readonly StoreConfiguration[] = [harbourStreet, millLane];

const allowed: CompletionRule = {
  completeOffline: true,
  mostPerSale: null,
  mostHours: null,
  mostPending: null,
};

/** Version 1: both switches Yes, no limit. */
export const parameters: Parameters = {
  ...defaultParameters,
  version: 1,
  posting: { giftCard: allowed, creditMemo: allowed },
};
