/** What the commands of the executable say, in both languages. */
import type { Language } from '../../../shared/identity.ts';

export type CommandText = {
  readonly missing: (place: string) => string;
  readonly fromWitness: (entries: number) => string;
  readonly fromDatabase: (entries: number) => string;
  readonly noDatabase: (code: string, reason: string) => string;
  readonly nothing: string;
  readonly noFolder: (folder: string, reason: string) => string;
  readonly notWritten: (file: string, reason: string) => string;
  readonly provisioned: (file: string) => string;
  readonly pending: (entries: number) => string;
  readonly exported: (entries: number, register: string, file: string) => string;
};

const en: CommandText = {
  missing: (place) => `${place} is not there.`,
  fromWitness: (entries) => `The witness file has ${entries} entries.`,
  fromDatabase: (entries) => `The database has ${entries} of the entries asked for.`,
  noDatabase: (code, reason) =>
    `The database could not be read (${code}${reason === '' ? '' : `, ${reason}`}). The witness file alone holds every entry that head office has not answered, unless it was lost or could not be written.`,
  noFolder: (folder, reason) =>
    `The data folder ${folder} cannot be used (${reason}): it is a link, no folder, or not for this account.`,
  notWritten: (file, reason) => `${file} cannot be written (${reason}).`,
  provisioned: (file) => `The provisioning is in ${file}.`,
  pending: (entries) => `${entries} entries have not been answered by head office.`,
  nothing: 'There is nothing that head office has not answered. No file was written.',
  exported: (entries, register, file) =>
    `${entries} entries of register ${register} are in ${file}.`,
};

const zh: CommandText = {
  missing: (place) => `找不到 ${place}。`,
  fromWitness: (entries) => `见证文件中有 ${entries} 条记录。`,
  fromDatabase: (entries) => `数据库中有 ${entries} 条所需记录。`,
  noDatabase: (code, reason) =>
    `无法读取数据库（${code}${reason === '' ? '' : `，${reason}`}）。总部尚未答复的记录都在见证文件中，除非见证文件丢失或当时无法写入。`,
  noFolder: (folder, reason) =>
    `数据文件夹 ${folder} 无法使用（${reason}）：是链接、不是文件夹，或此帐户无权限。`,
  notWritten: (file, reason) => `无法写入 ${file}（${reason}）。`,
  provisioned: (file) => `配置已写入 ${file}。`,
  pending: (entries) => `有 ${entries} 条记录总部尚未答复。`,
  nothing: '没有总部尚未答复的记录。未写入文件。',
  exported: (entries, register, file) => `收款机 ${register} 的 ${entries} 条记录已写入 ${file}。`,
};

export const textOf = (language: Language): CommandText => (language === 'zh-CN' ? zh : en);
