/** The words of the customer's window. */
import type { Translated } from './translated.ts';

export const displayEn = {
  welcome: 'Welcome',
  thanks: 'Thank you',
  total: 'Total',
  paid: 'Paid',
  due: 'Still due',
  back: 'You get back',
  change: 'Your change',
  givenBack: 'You got back',
  giftCard: 'Gift card',
} as const;
export const displayZh: Translated<typeof displayEn> = {
  welcome: '欢迎光临',
  thanks: '谢谢惠顾',
  total: '合计',
  paid: '已付',
  due: '还应付',
  back: '退还给您',
  change: '找零',
  givenBack: '已退还给您',
  giftCard: '礼品卡',
};
