import type { Translated } from './translated.ts';

/** The key map that F1 shows. */
export const keysEn = {
  title: 'More, and all keys',
  f12: 'The filled key: pay, cash, continue, new sale, sign in',
  esc: 'Back, close; never destroys',
  f1: 'This list',
  f2: 'Search',
  f3: 'Quantity; bank card in payment',
  f4: 'Discount; credit memo in payment; print again',
  f6: 'Return',
  f7: 'Suspend, recall',
  f8: 'The gift card: add, balance, remove, try again',
  f9: 'Drawer; in Connection status and while waiting: try now',
  f10: 'Connection status',
  del: 'Void line (Ctrl+Del: void sale, asks)',
  arrows: 'Choose line, change quantity',
} as const;
export const keysZh: Translated<typeof keysEn> = {
  title: '更多，以及全部按键',
  f12: '实心键：收款、现金、继续、新销售、登录',
  esc: '返回、关闭，不会删除任何内容',
  f1: '本列表',
  f2: '查找',
  f3: '数量；收款时为银行卡',
  f4: '折扣；收款时为贷项通知单；重新打印',
  f6: '退货',
  f7: '挂单、取单',
  f8: '礼品卡：加入、查询、移除、重试',
  f9: '钱箱；在连接状态和等待时为立即重试',
  f10: '连接状态',
  del: '删行（Ctrl+Del：作废本单，先询问）',
  arrows: '选择行，改数量',
};
