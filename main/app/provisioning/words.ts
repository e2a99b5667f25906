/** What each setting is called and means, for the schema, the policy template and the documents. */
import type { SettingName } from './schema.ts';

export type SettingWords = {
  readonly name: { readonly en: string; readonly zh: string };
  readonly meaning: { readonly en: string; readonly zh: string };
  /** What holds when nobody says anything. */
  readonly otherwise: { readonly en: string; readonly zh: string };
};

const none = { en: 'none', zh: '无' };

export const settingWords: Readonly<Record<SettingName, SettingWords>> = {
  channel: {
    name: { en: 'Channel address', zh: '渠道地址' },
    meaning: {
      en: 'URL of the channel that this register talks to. It must begin with https: unless the channel runs on the same machine.',
      zh: '本收款机所连接渠道的网址。除非渠道运行在本机上，否则必须以 https: 开头。',
    },
    otherwise: { en: 'the channel of the activation', zh: '激活时的渠道' },
  },
  activationCode: {
    name: { en: 'Activation code', zh: '激活码' },
    meaning: {
      en: 'One-time code from head office (holdfast-server registers code). Needed for the first start only; remove it afterwards.',
      zh: '总部给出的一次性代码（holdfast-server registers code）。仅首次启动需要，之后请删除。',
    },
    otherwise: none,
  },
  store: {
    name: { en: 'Expected store', zh: '预期门店' },
    meaning: {
      en: 'Id of the store for which this machine is meant. The register does not start when it belongs to another, and holdfast --check fails.',
      zh: '本机所属门店的编号。收款机属于其他门店时不启动，holdfast --check 报告失败。',
    },
    otherwise: { en: 'not checked', zh: '不检查' },
  },
  register: {
    name: { en: 'Expected register', zh: '预期收款机' },
    meaning: {
      en: 'Id of the register that this machine is meant to be. It does not start when it is another, and holdfast --check fails.',
      zh: '本机应为哪台收款机的编号。不一致时不启动，holdfast --check 报告失败。',
    },
    otherwise: { en: 'not checked', zh: '不检查' },
  },
  pins: {
    name: { en: 'Pins of the channel', zh: '渠道公钥固定值' },
    meaning: {
      en: "SHA-256 of the channel's public keys in base64, one to four. Another key is refused.",
      zh: '渠道公钥的 SHA-256（base64），一至四个。其他密钥将被拒绝。',
    },
    otherwise: { en: 'any key with a certificate that is believed', zh: '任何持有可信证书的密钥' },
  },
  authorities: {
    name: { en: 'Certificate authorities', zh: '证书颁发机构' },
    meaning: {
      en: 'PEM file of certificate authorities that are believed beside the public ones.',
      zh: '除公共机构外还信任的证书颁发机构（PEM 文件）。',
    },
    otherwise: { en: 'the public ones', zh: '公共机构' },
  },
  recoveryKey: {
    name: { en: 'Recovery key', zh: '恢复密钥' },
    meaning: {
      en: "PEM file of IT's public RSA key (3072 bits or more), with whose private half the database of a dead machine can be read.",
      zh: 'IT 的 RSA 公钥 PEM 文件（至少 3072 位）；持有对应私钥即可读取故障机器的数据库。',
    },
    otherwise: none,
  },
  dataFolder: {
    name: { en: 'Data folder', zh: '数据文件夹' },
    meaning: {
      en: 'Folder of the offline database. Only where the environment or a policy says it, or a provisioning file that lies elsewhere.',
      zh: '脱机数据库所在文件夹。仅可由环境变量、策略或位于其他位置的配置文件指定。',
    },
    otherwise: { en: "the machine's folder", zh: '本机的公用文件夹' },
  },
  witnessFolder: {
    name: { en: 'Witness folder', zh: '见证文件夹' },
    meaning: {
      en: 'Folder of the witness file; another disk where there is one.',
      zh: '见证文件所在文件夹；有第二块磁盘时请放在其上。',
    },
    otherwise: { en: 'the data folder', zh: '数据文件夹' },
  },
  language: {
    name: { en: 'Language', zh: '语言' },
    meaning: {
      en: 'Language until somebody chooses another at the register: en-US or zh-CN.',
      zh: '收款机上有人另选之前使用的语言：en-US 或 zh-CN。',
    },
    otherwise: { en: 'en-US', zh: 'en-US' },
  },
  theme: {
    name: { en: 'Theme', zh: '主题' },
    meaning: {
      en: 'Theme until somebody chooses another at the register: light, dark or contrast.',
      zh: '收款机上有人另选之前使用的主题：light、dark 或 contrast。',
    },
    otherwise: { en: 'light', zh: 'light' },
  },
  kiosk: {
    name: { en: 'Kiosk', zh: '全屏锁定' },
    meaning: {
      en: 'Whether the window fills the screen and cannot be left.',
      zh: '窗口是否占满屏幕且不可离开。',
    },
    otherwise: { en: 'off', zh: '关' },
  },
  offlineProfile: {
    name: { en: 'Offline profile', zh: '脱机配置文件' },
    meaning: {
      en: 'Times in milliseconds by which this register watches its line, each in place of what head office says; for a store with a slow line.',
      zh: '本收款机监视线路的时间（毫秒），逐项替代总部的设置；用于线路较慢的门店。',
    },
    otherwise: { en: "head office's", zh: '总部的设置' },
  },
  devices: {
    name: { en: 'Devices', zh: '设备' },
    meaning: {
      en: 'Printer, drawer, card terminal and customer display (docs/DEVICES.md).',
      zh: '打印机、钱箱、刷卡终端和客显（docs/DEVICES.md）。',
    },
    otherwise: {
      en: 'papers into a folder, the drawer into a log',
      zh: '票据写入文件夹，钱箱写入日志',
    },
  },
};
