/**
 * What faults say at head office: the page shows them, the office API sends them as problem details. The first sentence says what is the
 * matter and is the same each time, so that it serves as a title; what follows says what to do.
 */
import type { FaultData } from './fault.ts';

export const officeFaultsEn = {
  'parameters.invalid': 'A setting is not allowed. Correct it and save again.',
  'parameters.conflict':
    'Someone else saved a newer version meanwhile. Look at it, then save yours or theirs.',
  'account.signIn': 'Account or password is wrong. Type them again.',
  'signIn.lockedOut': 'Too many wrong passwords. Try again at {{until}}, or ask an administrator.',
  'account.denied': 'Your account may not do this. Ask an administrator.',
  'instrument.number': 'This is no whole number of a card. Type 12 to 19 digits again.',
  'instrument.unknown': 'No card with this number has been issued.',
  'instrument.exists': 'A card with this number exists already. Take another number.',
  'instrument.locked':
    'A sale holds it. It is a sale of {{store}} {{register}}, since {{since}}: wait for it, or break the lock.',
  'instrument.recovery':
    'Head office came back from a backup and still waits for registers. Balances change only after that.',
  'instrument.changed': 'The balance has changed meanwhile. Look at it again, then correct it.',
  'instrument.belowZero': 'No more can be taken than is on it. Type a smaller amount.',
  'instrument.tooMuch': 'This is more than a card may hold. Type a smaller amount.',
  'instrument.range':
    'This number is of none of the ranges. Take another number, or add its range to the parameters.',
  'instrument.pinNeeded': 'A card is issued with a PIN. Type one.',
  'instrument.leastAmount': 'This is less than a card is filled with. Type a larger amount.',
  'instrument.notExpired': 'It is still valid. Only what is past its validity is written off.',
  'instrument.empty': 'Nothing is left on it.',
  'amount.invalid': 'Type an amount other than nothing.',
  'repair.none': 'This entry is not set aside any more.',
  'repair.foreign': 'The entry belongs to another register. Close the exception with a note.',
  'repair.invalid': 'The text cannot be read yet. Correct it at {{at}} and look again.',
  'repair.predecessor':
    'Number and predecessors do not fit the entries around it. Put them right and look again.',
  'repair.flawed': 'The sale does not add up. Put its amounts right and look again: {{why}}.',
  'realtime.unreachable':
    'Headquarters does not answer. Nothing is lost here; it is tried again by itself.',
  'service.busy': 'Too many requests came from here. Try again in a moment; nothing was changed.',
  'wire.malformed':
    'Request or answer could not be read. Load this page again; a program finds the place in the data.',
  'wire.version': 'This page is older than headquarters. Load it again.',
  'lock.none': 'There is nothing of this kind any more. Look at the list again.',
  'lock.secondPerson': 'This takes two persons. Ask another one to sign in for it.',
  'device.unknown': 'This register or device is not known here. Look at the list of registers.',
  'channel.unreachable':
    'The channel does not answer. See whether it runs and whether its address is right.',
  'database.newer':
    'The database was used by a newer version. Run that version, or restore an older backup.',
  'database.damaged':
    'Database and keys do not belong together, or the database is damaged. Restore both from one backup.',
  'email.address': 'This is no e-mail address. Correct it and send again.',
  'key.reused':
    'This key already belongs to another request. Nothing was changed; send it with a new key.',
  'master.conflict': 'Someone else saved this meanwhile. Read it again, then save.',
  'master.exists': 'There is one with this id already. Choose another id, or edit that one.',
  'master.invalid': 'A field is not allowed. Correct it and save again.',
  'tax.used': 'Products still use this tax. Give them another one first.',
  'import.flawed': 'Rows of the file are flawed. Correct them, or leave them out.',
  'import.unreadable': 'The file is no CSV table with a heading. Save it as CSV (UTF-8) again.',
  other: 'Headquarters refused this ({{code}}). Nothing was changed.',
} as const;
export const officeFaultsZh: Readonly<Record<keyof typeof officeFaultsEn, string>> = {
  'parameters.invalid': '有设置不符合规定。请更正后重新保存。',
  'parameters.conflict': '其他人已在此期间保存了新版本。请查看后再决定保存哪一份。',
  'account.signIn': '帐户或密码不正确。请重新输入。',
  'signIn.lockedOut': '密码错误次数过多。请在 {{until}} 后重试，或联系管理员。',
  'account.denied': '您的帐户无权执行此操作。请联系管理员。',
  'instrument.number': '这不是完整的卡号。请重新输入 12 至 19 位数字。',
  'instrument.unknown': '没有开具过此号码的卡。',
  'instrument.exists': '此号码的卡已存在。请换一个号码。',
  'instrument.locked':
    '一笔销售正持有它。{{store}} {{register}} 自 {{since}} 起持有：请等待该销售，或解除锁定。',
  'instrument.recovery': '总部从备份恢复，仍在等待收款机。之后才能更改余额。',
  'instrument.changed': '余额在此期间已变动。请重新查看后再更正。',
  'instrument.belowZero': '扣减不能超过余额。请输入较小的金额。',
  'instrument.tooMuch': '超过卡的最高余额。请输入较小的金额。',
  'instrument.range': '此号码不在允许的号段内。请换一个号码，或在参数中添加其号段。',
  'instrument.pinNeeded': '开具礼品卡须设密码。请输入密码。',
  'instrument.leastAmount': '低于礼品卡的最低充值金额。请输入较大的金额。',
  'instrument.notExpired': '仍在有效期内。只有过期的余额才能核销。',
  'instrument.empty': '卡内没有余额，无法扣款或核销。',
  'amount.invalid': '请输入不为零的金额。',
  'repair.none': '该记录已不再搁置，请重新打开列表。',
  'repair.foreign': '该记录属于另一台收款机。请备注后关闭此异常。',
  'repair.invalid': '文本仍无法读取。请更正 {{at}} 处后重新查看。',
  'repair.predecessor': '编号和前序记录与相邻记录不符。请更正后重新查看。',
  'repair.flawed': '该销售金额不平。请更正金额后重新查看：{{why}}。',
  'realtime.unreachable': '总部没有应答。此处内容不会丢失，系统会自动重试。',
  'service.busy': '来自此处的请求过多。请稍后重试；未作任何更改。',
  'wire.malformed': '请求或应答无法读取。请重新加载本页；程序可在数据中找到出错位置。',
  'wire.version': '本页版本早于总部。请重新加载。',
  'lock.none': '此项已不存在。请重新查看列表。',
  'lock.secondPerson': '此操作需要两个人。请另一人登录确认。',
  'device.unknown': '此处不认识该收款机或设备。请查看收款机列表。',
  'channel.unreachable': '渠道没有应答。请检查其是否运行以及地址是否正确。',
  'database.newer': '数据库曾由更新的版本使用。请运行该版本，或恢复较早的备份。',
  'database.damaged': '数据库与密钥不匹配，或数据库已损坏。请从同一备份恢复两者。',
  'email.address': '这不是有效的电子邮件地址。请更正后重新发送。',
  'key.reused': '此键已用于另一请求。未作任何更改；请使用新键重新发送。',
  'master.conflict': '其他人已在此期间保存此记录。请重新读取后再保存。',
  'master.exists': '此编号已存在。请换一个编号，或编辑该记录。',
  'master.invalid': '有一项不符合规定。请更正后重新保存。',
  'tax.used': '仍有商品使用此税码。请先改用其他税码。',
  'import.flawed': '文件中有错误的行。请更正，或将其略去。',
  'import.unreadable': '此文件不是带标题行的 CSV 表格。请重新另存为 CSV（UTF-8）。',
  other: '总部拒绝了此操作（{{code}}）。未作任何更改。',
};

const isKnown = (code: string): code is keyof typeof officeFaultsEn =>
  Object.hasOwn(officeFaultsEn, code);

/** The sentence for a code, with `{{name}}` where facts belong; that of `other` for a code without one. */
export const officeSentence = (code: string, sentences: Readonly<typeof officeFaultsZh>): string =>
  sentences[isKnown(code) ? code : 'other'];

/** Its facts in their places; one that the fault does not have is left out. */
export const filled = (sentence: string, data: FaultData): string =>
  sentence.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(data[name] ?? ''));

/** Up to the first full stop. */
export const firstSentence = (sentence: string): string =>
  /^.*?[.。](?=\s|$|\p{Script=Han})/u.exec(sentence)?.[0] ?? sentence;
