/** What `--check` says of each row, in both languages; `{name}` is a fact of the row. */
import type { Language } from '../../../shared/identity.ts';
import type { CheckName, CheckState, Row } from './row.ts';

type Said = { readonly en: string; readonly zh: string };

const names: Readonly<Record<CheckName, Said>> = {
  configuration: { en: 'Configuration', zh: '配置' },
  folder: { en: 'Data folder', zh: '数据文件夹' },
  database: { en: 'Database', zh: '数据库' },
  keystore: { en: 'Key store', zh: '密钥库' },
  identity: { en: 'Register', zh: '收款机' },
  channel: { en: 'Channel', zh: '渠道' },
  certificate: { en: 'Certificate', zh: '证书' },
  headquarters: { en: 'Headquarters', zh: '总部' },
  clock: { en: 'Clock', zh: '时钟' },
  printer: { en: 'Printer', zh: '打印机' },
  terminal: { en: 'Card terminal', zh: '刷卡终端' },
  crashes: { en: 'Crash reports', zh: '崩溃报告' },
  zone: { en: 'Time zone', zh: '时区' },
};

const states: Readonly<Record<CheckState, Said>> = {
  good: { en: 'good', zh: '正常' },
  warning: { en: 'WARNING', zh: '警告' },
  failed: { en: 'FAILED', zh: '失败' },
  skipped: { en: '-', zh: '-' },
};

const printer = { en: '{host}:{port}: ', zh: '{host}:{port}：' };

const sentences: Readonly<Record<string, Said>> = {
  'configuration.good': { en: 'valid', zh: '有效' },
  'configuration.none': { en: 'nothing is set; the defaults hold', zh: '未作设置，使用默认值' },
  'configuration.flawed': { en: '{flaw}', zh: '{flaw}' },
  'folder.good': {
    en: '{free} MB free, a sync takes {sync} ms',
    zh: '可用 {free} MB，写盘 {sync} 毫秒',
  },
  'folder.slow': {
    en: 'slow: a sync takes {sync} ms, {free} MB free',
    zh: '磁盘慢：写盘 {sync} 毫秒，可用 {free} MB',
  },
  'folder.nearlyFull': { en: 'only {free} MB free', zh: '仅剩 {free} MB' },
  'folder.full': {
    en: 'full: {free} MB free; free space before anybody sells',
    zh: '磁盘已满：仅剩 {free} MB，请先清理空间',
  },
  'folder.missing': { en: '{folder} is not there', zh: '找不到 {folder}' },
  'folder.unwritable': { en: 'cannot be written ({reason})', zh: '无法写入（{reason}）' },
  'database.none': { en: 'none yet; the first start makes it', zh: '尚无，首次启动时创建' },
  'database.locked': { en: 'cannot be judged without its key', zh: '没有密钥，无法检查' },
  'database.good': {
    en: 'sound, encrypted, version {version}',
    zh: '完好，已加密，版本 {version}',
  },
  'database.plain': {
    en: 'sound, version {version}, not encrypted yet',
    zh: '完好，版本 {version}，尚未加密',
  },
  'database.older': {
    en: 'sound, version {version}; the next start brings it to {newest}',
    zh: '完好，版本 {version}，下次启动升级到 {newest}',
  },
  'database.newer': {
    en: 'version {version} is of a newer program than this one, which knows {newest}',
    zh: '版本 {version} 来自更新的程序，本程序只支持 {newest}',
  },
  'database.damaged': {
    en: 'damaged; the next start of the register mends it: docs/RUNBOOK.md, Damaged database',
    zh: '已损坏，下次启动收款机时修复：见 docs/RUNBOOK.md“Damaged database”',
  },
  'database.unmarked': {
    en: 'damaged, and its folder takes no mark for the next start: docs/RUNBOOK.md, Damaged database',
    zh: '已损坏，且文件夹无法写入下次启动所需的标记：见 docs/RUNBOOK.md“Damaged database”',
  },
  'database.unreadable': { en: 'cannot be read ({reason})', zh: '无法读取（{reason}）' },
  'keystore.unused': {
    en: 'is there; the first start makes a key',
    zh: '可用，首次启动时生成密钥',
  },
  'keystore.good': { en: 'opens the key; IT can recover it', zh: '可打开密钥，IT 可恢复' },
  'keystore.noRecovery': {
    en: 'opens the key; no recovery key is provisioned',
    zh: '可打开密钥；未配置恢复密钥',
  },
  'keystore.notYet': {
    en: 'opens the key; the recovery file comes with the next start',
    zh: '可打开密钥；恢复文件将在下次启动时写入',
  },
  'keystore.missing': {
    en: 'this system keeps no keys: token and database are not protected',
    zh: '本系统没有密钥库：令牌和数据库未受保护',
  },
  'keystore.lost': {
    en: 'does not open the key ({reason}): docs/RUNBOOK.md, Lost key store',
    zh: '无法打开密钥（{reason}）：见 docs/RUNBOOK.md“Lost key store”',
  },
  'identity.good': { en: '{register} of store {store}', zh: '门店 {store} 的 {register}' },
  'identity.none': {
    en: 'not activated, and no activation code is set',
    zh: '未激活，且未设置激活码',
  },
  'identity.waiting': {
    en: 'not activated yet; the first start hands in the code',
    zh: '尚未激活，首次启动时提交激活码',
  },
  'identity.another': {
    en: 'is {register} of store {store}, expected {expected}',
    zh: '实际为门店 {store} 的 {register}，预期为 {expected}',
  },
  'identity.unread': { en: 'cannot be judged without the database', zh: '没有数据库，无法检查' },
  'channel.good': { en: '{channel} answers', zh: '{channel} 有应答' },
  'channel.unknown': { en: 'no address is set', zh: '未设置地址' },
  'channel.unreachable': {
    en: 'does not answer ({code} {reason})',
    zh: '无应答（{code} {reason}）',
  },
  'channel.untrusted': { en: 'somebody answers who is not believed', zh: '有应答，但对方不可信' },
  'certificate.thisMachine': { en: 'none is needed on this machine', zh: '本机连接不需要证书' },
  'certificate.until': { en: 'holds for {days} days', zh: '还有 {days} 天到期' },
  'certificate.expired': {
    en: 'expired: docs/RUNBOOK.md, Expired certificate',
    zh: '已过期：见 docs/RUNBOOK.md“Expired certificate”',
  },
  'certificate.refused': { en: 'is not believed ({reason})', zh: '不可信（{reason}）' },
  'certificate.pin': { en: 'is not one of the pinned keys', zh: '不在固定的公钥之中' },
  'certificate.noLine': { en: 'cannot be judged without the channel', zh: '渠道无应答，无法检查' },
  'headquarters.good': { en: 'reached through the channel', zh: '可通过渠道连接' },
  'headquarters.unreachable': {
    en: 'the channel does not reach it: no card can be locked',
    zh: '渠道无法连接总部：无法锁定卡',
  },
  'headquarters.noLine': { en: 'cannot be judged without the channel', zh: '渠道无应答，无法检查' },
  'clock.good': { en: 'right to {seconds} s', zh: '误差 {seconds} 秒' },
  'clock.off': {
    en: '{seconds} s ahead of the channel: docs/RUNBOOK.md, Wrong clock',
    zh: '比渠道快 {seconds} 秒：见 docs/RUNBOOK.md“Wrong clock”',
  },
  'clock.noLine': { en: 'cannot be judged without the channel', zh: '渠道无应答，无法检查' },
  'printer.folder': {
    en: 'none is set: papers go into a folder',
    zh: '未设置打印机：票据写入文件夹',
  },
  'printer.network': { en: `${printer.en}ready`, zh: `${printer.zh}就绪` },
  'printer.serial': { en: '{device} can be written', zh: '{device} 可写入' },
  'printer.spooler': { en: "{share}: ask Windows' queue", zh: '{share}：请查看 Windows 打印队列' },
  'printer.printer.unreachable': {
    en: 'does not answer ({host}{device}:{port})',
    zh: '无应答（{host}{device}:{port}）',
  },
  'printer.printer.paper': { en: `${printer.en}out of paper`, zh: `${printer.zh}缺纸` },
  'printer.printer.cover': { en: `${printer.en}cover open`, zh: `${printer.zh}盖子打开` },
  'printer.printer.error': { en: `${printer.en}reports an error`, zh: `${printer.zh}报告错误` },
  'terminal.none': { en: 'none is set', zh: '未设置' },
  'terminal.good': { en: '{host}:{port} answers', zh: '{host}:{port} 有应答' },
  'terminal.unreachable': { en: '{host}:{port} does not answer', zh: '{host}:{port} 无应答' },
  'crashes.none': { en: 'none', zh: '无' },
  'crashes.some': {
    en: '{crashes} in the folder `crashes`',
    zh: '“crashes” 文件夹中有 {crashes} 个',
  },
  'zone.good': { en: "{zone}, the store's times", zh: '{zone}，与门店时间一致' },
  'zone.utc': {
    en: '{zone}; head office has no time zone for the store, its business days are those of UTC',
    zh: '{zone}；总部未设置门店时区，营业日按 UTC 计算',
  },
  'zone.another': {
    en: '{zone}, but the store is in {store}: docs/RUNBOOK.md, Wrong clock',
    zh: '{zone}，但门店时区为 {store}：见 docs/RUNBOOK.md“Wrong clock”',
  },
  'zone.unread': { en: 'cannot be judged before the store is known', zh: '门店未知，无法检查' },
};

const tongue = (language: Language): 'en' | 'zh' => (language === 'zh-CN' ? 'zh' : 'en');

/** Name, state and sentence of a row. A row without a sentence is a bug, and throws. */
export function wordsOf(
  { name, state, code, facts }: Row,
  language: Language,
): [string, string, string] {
  const said = sentences[`${name}.${code}`];
  if (!said) throw new Error(`nothing is said of ${name}.${code}`);
  const spoken = tongue(language);
  const sentence = said[spoken].replaceAll(/\{(\w+)\}/g, (_, fact: string) =>
    String(facts[fact] ?? ''),
  );
  return [names[name][spoken], states[state][spoken], sentence];
}
