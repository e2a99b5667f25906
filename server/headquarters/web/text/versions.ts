import type { Translated } from './translated.ts';

/** The history of versions. */
export const versionsEn = {
  history: 'Versions',
  newest: 'Version {{version}}, {{name}}, {{time}}',
  version: 'Version',
  saved: 'Saved',
  applied: 'Applied',
  changes: 'Changes',
  notApplied: 'not applied',
  first: 'First version',
  nothing: 'Nothing',
  change: '{{part}}: {{before}} → {{after}}',
  part: '{{kind}}, {{limit}}',
  offlineMode: 'offline mode',
  profile: 'Offline profile',
  none: 'No version has been saved yet.',
} as const;
export const versionsZh: Translated<typeof versionsEn> = {
  history: '版本记录',
  newest: '版本 {{version}}，{{name}}，{{time}}',
  version: '版本',
  saved: '保存',
  applied: '应用',
  changes: '更改',
  notApplied: '未应用',
  first: '首个版本',
  nothing: '无',
  change: '{{part}}：{{before}} → {{after}}',
  part: '{{kind}}，{{limit}}',
  offlineMode: '脱机模式',
  profile: '脱机配置',
  none: '尚未保存过版本。',
};
