import type { Translated } from './translated.ts';

/** Card payments that are not settled. */
export const cardsEn = {
  title: 'Card payments to settle',
  text: 'The register does not know for certain what became of these. The terminal’s end-of-day list does.',
  none: 'Every card payment is settled.',
  payment: 'Payment by card',
  refund: 'Refund onto a card',
  reference: 'reference {{reference}}',
  unclear:
    'This register was restored from an older backup. The sale may have been finished after it.',
  undoing:
    'No sale has this payment. The terminal has not taken it back yet; it is asked again and again.',
  approved: 'Terminal at {{time}}: paid, {{card}}. Is it in a finished sale?',
  pending: 'Terminal at {{time}}: the customer is still at it.',
  unknown: 'Terminal at {{time}}: it never heard of this payment.',
  ask: 'Ask the terminal',
  sold: 'Paid: in a finished sale',
  notPaid: 'Not paid',
  refunded: 'Refunded: in a finished sale',
  notRefunded: 'Not refunded',
  giveBack: 'Reverse at the terminal',
  strip_one: 'One card payment is not settled.',
  strip_other: '{{number}} card payments are not settled.',
  look: 'Look',
} as const;
export const cardsZh: Translated<typeof cardsEn> = {
  title: '待处理的刷卡付款',
  text: '本收款机无法确定这些付款的结果。请核对刷卡终端的日结清单。',
  none: '所有刷卡付款均已处理。',
  payment: '刷卡付款',
  refund: '退款至银行卡',
  reference: '参考号 {{reference}}',
  unclear: '本收款机曾从较早的备份恢复，该销售可能在备份之后已完成。',
  undoing: '此付款不属于任何销售。终端尚未撤销，正在反复请求。',
  approved: '终端于 {{time}} 答复：已付款，{{card}}。它是否属于已完成的销售？',
  pending: '终端于 {{time}} 答复：顾客仍在操作。',
  unknown: '终端于 {{time}} 答复：从未收到此付款。',
  ask: '询问终端',
  sold: '已付款，属于已完成的销售',
  notPaid: '未付款',
  refunded: '已退款，属于已完成的销售',
  notRefunded: '未退款',
  giveBack: '由终端撤销',
  strip_one: '有一笔刷卡付款未处理。',
  strip_other: '有 {{number}} 笔刷卡付款未处理。',
  look: '查看',
};
