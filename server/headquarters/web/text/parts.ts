import type { Translated } from './translated.ts';

/** What every list and every question says. */
export const partsEn = {
  more: 'Show more',
  none: 'Nothing matches.',
  close: 'Close',
  cancel: 'Cancel',
  month: 'Choose a day',
  reason: 'Reason',
  note: 'Note, kept in the audit',
  second: 'A second person signs in to agree.',
  secondAccount: 'Account of the second person',
  secondPassword: 'Password of the second person',
} as const;
export const partsZh: Translated<typeof partsEn> = {
  more: '显示更多',
  none: '没有符合条件的记录。',
  close: '关闭',
  cancel: '取消',
  month: '选择日期',
  reason: '原因',
  note: '备注，保存在审计记录中',
  second: '须由第二人登录确认。',
  secondAccount: '第二人的帐户',
  secondPassword: '第二人的密码',
};
