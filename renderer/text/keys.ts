import type { Translated } from './translated.ts';

/** What F1 shows: the keys that mean the same everywhere, and the operations of the screen. */
export const keysEn = {
  title: 'More, and all keys',
  key: 'Key',
  operation: 'Operation',
  lineCut: 'With the line cut',
  works: 'Works',
  waits: 'Waits for the line',
  f12: 'The filled key: pay, cash, continue, new sale, sign in',
  esc: 'Back, close; never destroys',
  f1: 'This list',
  arrows: 'Choose line, change quantity',
} as const;
export const keysZh: Translated<typeof keysEn> = {
  title: '更多，以及全部按键',
  key: '按键',
  operation: '操作',
  lineCut: '线路断开时',
  works: '可用',
  waits: '等待线路恢复',
  f12: '实心键：收款、现金、继续、新销售、登录',
  esc: '返回、关闭，不会删除任何内容',
  f1: '本列表',
  arrows: '选择行，改数量',
};
