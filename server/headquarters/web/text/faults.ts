import type { Translated } from './translated.ts';

/** What the faults that head office can meet say, and what to do. */
export const faultsEn = {
  'parameters.invalid': 'A setting is not allowed. Correct it and save again.',
  'parameters.conflict':
    'Someone else saved a newer version meanwhile. Look at it, then save yours or theirs.',
  'account.signIn': 'Account or password is wrong. Type them again.',
  'signIn.lockedOut': 'Too many wrong passwords. Try again at {{until}}, or ask an administrator.',
  'account.denied': 'Your account may not do this. Ask an administrator.',
  'realtime.unreachable':
    'Headquarters does not answer. Nothing is lost here; it is tried again by itself.',
  'service.busy': 'Too many requests came from here. Try again in a moment; nothing was changed.',
  'wire.malformed': 'The answer of headquarters could not be read. Load this page again.',
  'wire.version': 'This page is older than headquarters. Load it again.',
  other: 'Headquarters refused this ({{code}}). Nothing was changed.',
} as const;
export const faultsZh: Translated<typeof faultsEn> = {
  'parameters.invalid': '有设置不符合规定。请更正后重新保存。',
  'parameters.conflict': '其他人已在此期间保存了新版本。请查看后再决定保存哪一份。',
  'account.signIn': '帐户或密码不正确。请重新输入。',
  'signIn.lockedOut': '密码错误次数过多。请在 {{until}} 后重试，或联系管理员。',
  'account.denied': '您的帐户无权执行此操作。请联系管理员。',
  'realtime.unreachable': '总部没有应答。此处内容不会丢失，系统会自动重试。',
  'service.busy': '来自此处的请求过多。请稍后重试；未作任何更改。',
  'wire.malformed': '无法读取总部的应答。请重新加载本页。',
  'wire.version': '本页版本早于总部。请重新加载。',
  other: '总部拒绝了此操作（{{code}}）。未作任何更改。',
};
