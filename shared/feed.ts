/** Versioned reference data travelling down: distribution jobs, their rows, and what a register keeps of each. */
import type { RegisterId, StoreId, Text } from './identity.ts';
import type { LabelPattern } from './label.ts';
import type { LimitsByRole } from './limits.ts';
import type { Currency } from './money.ts';
import type { Reason } from './reason.ts';
import type { ScannerProfile } from './scanner.ts';
import type { PeopleRules } from './staff.ts';
import type { TaxRate } from './tax.ts';
import type { TenderPolicy } from './tenderrule.ts';

/** 1070 channel configuration, 1110 parameters, 1040 products, 1060 staff, 1010 customers (Dynamics numbers, which IT staff know). */
export type JobId = '1010' | '1040' | '1060' | '1070' | '1110';
export const jobIds: readonly JobId[] = ['1070', '1110', '1040', '1060', '1010'];
export const jobNames: Readonly<Record<JobId, Text>> = {
  '1010': { en: 'Customers', zh: '顾客' },
  '1040': { en: 'Products', zh: '商品' },
  '1060': { en: 'Staff', zh: '员工' },
  '1070': { en: 'Channel configuration', zh: '渠道配置' },
  '1110': { en: 'Parameters', zh: '参数' },
};

/** One row of job 1070: the store as its registers know it. Row id: the store's id. */
export type StoreConfiguration = {
  readonly store: StoreId;
  readonly name: Text;
  readonly address: Text;
  readonly currency: Currency;
  readonly rates: readonly TaxRate[];
  readonly registers: readonly { readonly id: RegisterId; readonly name: string }[];
  /** 'required': nothing is sold without an open shift. Absent or 'off': shifts may be kept. */
  readonly shift?: 'required' | 'off' | undefined;
  /** Absent: as in the first version. */
  readonly people?: PeopleRules | undefined;
  /** Absent: everybody who sells may do it all. */
  readonly limits?: LimitsByRole | undefined;
  /** Absent: the published defaults, which allow what the first version did. */
  readonly tenders?: TenderPolicy | undefined;
  /** Why lines and sales are voided; who voids must choose one of those that fit. Absent: nobody is asked. */
  readonly reasons?: readonly Reason[] | undefined;
  /** How labels with a weight or a price are read; the first that fits. */
  readonly labels?: readonly LabelPattern[] | undefined;
  /** Whether head office can send receipts by e-mail. Absent: it cannot. */
  readonly email?: boolean | undefined;
  /** Absent: a scanner as it leaves its box. */
  readonly scanner?: ScannerProfile | undefined;
  /** IANA name of the zone whose days head office reckons by, such as Asia/Shanghai. Absent: UTC. */
  readonly timeZone?: string | undefined;
};

/** A changed or deleted row. `body` is the row as JSON: Product, Staff, Customer, StoreConfiguration or Parameters (without number it is deleted). */
export type FeedRow = { readonly id: string; readonly deleted: boolean; readonly body: unknown };

/** A page of a job's rows between two versions; the version counts only when the last page (`next` null) was applied. */
export type FeedPage = {
  readonly job: JobId;
  readonly version: number;
  readonly full: boolean;
  readonly rows: readonly FeedRow[];
  readonly next: string | null;
};
