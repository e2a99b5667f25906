/** The words that the register itself puts on paper, in its two languages. */
import type { Language, Text } from '../../shared/identity.ts';
import type { InstrumentKind } from '../../shared/instrument.ts';

export type PaperWords = {
  readonly receipt: string;
  readonly cashier: string;
  readonly discount: string;
  readonly totalDiscount: string;
  readonly insteadOf: (price: string) => string;
  readonly customer: string;
  readonly taxAdded: (name: string, rate: string) => string;
  readonly taxWithin: (name: string, rate: string) => string;
  readonly total: string;
  readonly cash: string;
  readonly card: string;
  readonly check: string;
  readonly rounding: string;
  readonly change: string;
  readonly refund: string;
  readonly remainder: string;
  readonly newMemo: string;
  /** The new memo of a sale that was paid too much by check. */
  readonly changeMemo: string;
  readonly valueAdded: string;
  readonly paidOut: string;
  readonly returned: (receipt: string) => string;
  readonly kind: Readonly<Record<InstrumentKind, string>>;
  readonly value: string;
  readonly number: string;
  readonly issued: string;
  readonly fromReceipt: string;
  readonly replaces: string;
  readonly completedOffline: string;
  readonly lineDown: (time: string) => string;
  readonly issuedOffline: string;
  readonly validOnceSettled: string;
  readonly oneUse: string;
  readonly numberUnread: string;
  readonly copy: string;
};

const english: PaperWords = {
  receipt: 'Receipt',
  cashier: 'Cashier',
  discount: 'Discount',
  totalDiscount: 'Discount on the sale',
  insteadOf: (price) => `instead of ${price}`,
  customer: 'Customer',
  taxAdded: (name, rate) => `${name} ${rate}`,
  taxWithin: (name, rate) => `Includes ${name} ${rate}`,
  total: 'Total',
  cash: 'Cash',
  card: 'Bank card',
  check: 'Check',
  rounding: 'Rounding to coins',
  change: 'Change',
  refund: 'Refund',
  remainder: 'Remainder, new memo',
  newMemo: 'New credit memo',
  changeMemo: 'Change, credit memo',
  valueAdded: 'Value added',
  paidOut: 'Paid out',
  returned: (receipt) => `Returned from ${receipt}`,
  kind: { giftCard: 'Gift card', creditMemo: 'Credit memo' },
  value: 'Value',
  number: 'Number',
  issued: 'Issued',
  fromReceipt: 'From receipt',
  replaces: 'Replaces',
  completedOffline: 'COMPLETED OFFLINE',
  lineDown: (time) => `Line down ${time}, to be settled`,
  issuedOffline: 'ISSUED OFFLINE',
  validOnceSettled: 'Valid once the sale is settled',
  oneUse: 'One use. What is left comes back as a new memo. Keep like cash.',
  numberUnread: 'The number cannot be read here. Head office issues it again.',
  copy: 'COPY',
};

const chinese: PaperWords = {
  receipt: '小票',
  cashier: '收银员',
  discount: '折扣',
  totalDiscount: '整单折扣',
  insteadOf: (price) => `原价 ${price}`,
  customer: '顾客',
  taxAdded: (name, rate) => `${name} ${rate}`,
  taxWithin: (name, rate) => `其中${name} ${rate}`,
  total: '合计',
  cash: '现金',
  card: '银行卡',
  check: '支票',
  rounding: '零钱取整',
  change: '找零',
  refund: '退款',
  remainder: '余额，新通知单',
  newMemo: '新贷项通知单',
  changeMemo: '找零，贷项通知单',
  valueAdded: '充值',
  paidOut: '兑现',
  returned: (receipt) => `退自 ${receipt}`,
  kind: { giftCard: '礼品卡', creditMemo: '贷项通知单' },
  value: '面额',
  number: '编号',
  issued: '开具',
  fromReceipt: '来自小票',
  replaces: '替代',
  completedOffline: '脱机完成',
  lineDown: (time) => `线路 ${time} 断开，待结算`,
  issuedOffline: '脱机开具',
  validOnceSettled: '原单结算后生效',
  oneUse: '限用一次，余额另开新单。请如现金般保管。',
  numberUnread: '本机无法读取编号，请由总部重新开具。',
  copy: '重印',
};

export const paperWords: Readonly<Record<Language, PaperWords>> = {
  'en-US': english,
  'zh-CN': chinese,
};

/** Who disconnected when nobody was signed in. */
export const nobodySignedIn: Text = { en: 'nobody signed in', zh: '未登录人员' };
