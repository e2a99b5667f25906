import type { Translated } from './translated.ts';

/** The frame: side bar, account, language, look. */
export const officeEn = {
  headOffice: 'Head office',
  navigation: 'Head office',
  parameters: 'Commerce parameters',
  account: 'Account and look',
  administrator: 'Administrator',
  finance: 'Finance',
  auditor: 'Auditor',
  language: 'Language',
  look: 'Look',
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
  signOut: 'Sign out',
  close: 'Close',
} as const;
export const officeZh: Translated<typeof officeEn> = {
  headOffice: '总部',
  navigation: '总部',
  parameters: '商务参数',
  account: '帐户与外观',
  administrator: '管理员',
  finance: '财务',
  auditor: '审计员',
  language: '语言',
  look: '外观',
  system: '跟随系统',
  light: '浅色',
  dark: '深色',
  contrast: '高对比度',
  signOut: '退出登录',
  close: '关闭',
};
