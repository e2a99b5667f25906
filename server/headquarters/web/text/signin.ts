import type { Translated } from './translated.ts';

export const signInEn = {
  title: 'Sign in to head office',
  account: 'Account',
  password: 'Password',
  signIn: 'Sign in',
  ended: 'Your session has ended. Sign in again; what you typed is still here.',
  empty: 'Fill in this field.',
} as const;
export const signInZh: Translated<typeof signInEn> = {
  title: '登录总部',
  account: '帐户',
  password: '密码',
  signIn: '登录',
  ended: '会话已结束。请重新登录，已输入的内容仍在。',
  empty: '请填写此项。',
};
