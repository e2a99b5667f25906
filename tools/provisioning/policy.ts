/** The group policy template: ADMX, and ADML in both languages, made from the schema by which the register reads the policy. */
import { policyKey, policyValueOf } from '../../main/app/provisioning/policy.ts';
import { settingNames, settings, type SettingName } from '../../main/app/provisioning/schema.ts';
import { settingWords } from '../../main/app/provisioning/words.ts';

type Language = 'en' | 'zh';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** How a policy asks for a setting: a switch, one of some words, lines, or a text (objects as JSON). */
function kindOf(name: SettingName): 'switch' | 'choice' | 'lines' | 'text' {
  const { type } = settings[name];
  if (type === 'boolean') return 'switch';
  if (type === 'enum') return 'choice';
  return type === 'array' ? 'lines' : 'text';
}

const choicesOf = (name: SettingName): readonly string[] => {
  const schema = settings[name];
  return schema.type === 'enum' ? schema.options : [];
};

const head = '<?xml version="1.0" encoding="utf-8"?>\n';
const namespace =
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" revision="1.0" schemaVersion="1.0" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"';

/** A one-time code in a policy would be read by every machine. */
const policies = settingNames.filter((name) => name !== 'activationCode');

function policyOf(name: SettingName): string {
  const value = policyValueOf(name);
  const kind = kindOf(name);
  const own =
    kind === 'switch' ? ` valueName="${value}"` : ` presentation="$(presentation.${value})"`;
  const open = `    <policy name="${value}" class="Machine" displayName="$(string.${value})" explainText="$(string.${value}_Help)" key="${policyKey}"${own}>
      <parentCategory ref="Holdfast" />
      <supportedOn ref="Supported" />\n`;
  const body = {
    switch:
      '      <enabledValue><decimal value="1" /></enabledValue>\n      <disabledValue><decimal value="0" /></disabledValue>\n',
    choice: `      <elements>
        <enum id="${value}" valueName="${value}" required="true">
${choicesOf(name)
  .map(
    (choice) =>
      `          <item displayName="$(string.${value}_${choice})"><value><string>${choice}</string></value></item>\n`,
  )
  .join('')}        </enum>
      </elements>\n`,
    lines: `      <elements>\n        <multiText id="${value}" valueName="${value}" required="true" />\n      </elements>\n`,
    text: `      <elements>\n        <text id="${value}" valueName="${value}" required="true" maxLength="8192" />\n      </elements>\n`,
  }[kind];
  return `${open}${body}    </policy>\n`;
}

/** The text of deploy/register/policy/holdfast.admx. */
export const admxText = (): string => `${head}<policyDefinitions ${namespace}>
  <policyNamespaces>
    <target prefix="holdfast" namespace="Holdfast.Policies.Register" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="Supported" displayName="$(string.Supported)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="Holdfast" displayName="$(string.Holdfast)" />
  </categories>
  <policies>
${policies.map(policyOf).join('')}  </policies>
</policyDefinitions>
`;

const fixed: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    Holdfast: 'Holdfast register',
    Supported: 'Holdfast 1.0 and newer',
    json: 'Written as JSON.',
  },
  zh: { Holdfast: 'Holdfast 收款机', Supported: 'Holdfast 1.0 及更高版本', json: '以 JSON 书写。' },
};

const isObject = (name: SettingName): boolean => settings[name].type === 'object';

function stringsOf(name: SettingName, language: Language): string {
  const value = policyValueOf(name);
  const words = settingWords[name];
  const otherwise = {
    en: `Otherwise: ${words.otherwise.en}.`,
    zh: `未设置时：${words.otherwise.zh}。`,
  }[language];
  const help = [words.meaning[language], isObject(name) ? fixed[language]['json'] : '', otherwise]
    .filter((sentence) => sentence !== '')
    .join(' ');
  const rows: [string, string][] = [
    [value, words.name[language]],
    [`${value}_Help`, help],
    ...choicesOf(name).map((choice): [string, string] => [`${value}_${choice}`, choice]),
  ];
  return rows.map(([id, text]) => `      <string id="${id}">${escaped(text)}</string>\n`).join('');
}

function presentationOf(name: SettingName, language: Language): string {
  const value = policyValueOf(name);
  const label = escaped(settingWords[name].name[language]);
  const kind = kindOf(name);
  if (kind === 'switch') return '';
  const field = {
    choice: `<dropdownList refId="${value}">${label}</dropdownList>`,
    lines: `<multiTextBox refId="${value}">${label}</multiTextBox>`,
    text: `<textBox refId="${value}"><label>${label}</label></textBox>`,
  }[kind];
  return `      <presentation id="${value}">${field}</presentation>\n`;
}

/** The text of holdfast.adml in a language. */
export const admlText = (
  language: Language,
): string => `${head}<policyDefinitionResources ${namespace}>
  <displayName>${fixed[language]['Holdfast']}</displayName>
  <description>${fixed[language]['Holdfast']}</description>
  <resources>
    <stringTable>
      <string id="Holdfast">${fixed[language]['Holdfast']}</string>
      <string id="Supported">${fixed[language]['Supported']}</string>
${policies.map((name) => stringsOf(name, language)).join('')}    </stringTable>
    <presentationTable>
${policies.map((name) => presentationOf(name, language)).join('')}    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
