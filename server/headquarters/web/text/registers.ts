import type { Translated } from './translated.ts';

/** What each register runs. */
export const registersEn = {
  runs: 'What each register runs',
  next: 'Save and apply makes version <b>{{version}}</b>. Connected registers run it within seconds, the others when their line is back.',
  running: 'Version <b>{{version}}</b> is applied. <b>{{running}}</b> of {{all}} registers run it.',
  register: 'Register',
  version: 'Version',
  state: 'State',
  connected: 'Connected',
  offline: 'Offline since {{time}}',
  offlineOnly: 'Offline',
  missing_one: 'Not seen for {{count}} day',
  missing_other: 'Not seen for {{count}} days',
  never: 'Not activated',
  off: 'Switched off',
  older: 'older than the applied version',
  none: 'No register yet.',
  unknown: 'not known',
} as const;
export const registersZh: Translated<typeof registersEn> = {
  runs: '各收款机运行的版本',
  next: '保存并应用后生成版本 <b>{{version}}</b>。已连接的收款机数秒内生效，其余在线路恢复后生效。',
  running: '已应用版本 <b>{{version}}</b>。{{all}} 台收款机中有 <b>{{running}}</b> 台正在运行。',
  register: '收款机',
  version: '版本',
  state: '状态',
  connected: '已连接',
  offline: '{{time}} 起脱机',
  offlineOnly: '脱机',
  missing_one: '{{count}} 天未出现',
  missing_other: '{{count}} 天未出现',
  never: '未激活',
  off: '已停用',
  older: '早于已应用的版本',
  none: '尚无收款机。',
  unknown: '未知',
};
