/** The MSI's project after our hook, element by element; that a real build calls the hook is shown by `npm run package:check`. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { msiProjectCreated } from '../../tools/release/msi.ts';
import { writeProject } from './msi.ts';
import { read } from './tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-msi-'));
afterAll(() => rmSync(folder, { recursive: true }));

const attributes = z.record(z.string(), z.string());
type Element = {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly text: string;
};
/** Every element, in order, with its own text. */
let elements: Element[] = [];
let before: Element[] = [];

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
});
const nodes = z.array(z.record(z.string(), z.unknown()));

function elementsOf(list: unknown): Element[] {
  return nodes.parse(list).flatMap((node) =>
    Object.entries(node)
      .filter(([name]) => name !== ':@' && name !== '#text' && !name.startsWith('?'))
      .flatMap(([name, children]) => {
        const texts = nodes.parse(children).map((child) => child['#text']);
        const text = texts.filter((one) => typeof one === 'string').join('');
        const own = { name, attributes: attributes.parse(node[':@'] ?? {}), text };
        return [own, ...elementsOf(children)];
      }),
  );
}

const read_ = (file: string): Element[] => elementsOf(parser.parse(readFileSync(file, 'utf8')));

beforeAll(async () => {
  const project = await writeProject(folder);
  before = read_(project);
  msiProjectCreated(project);
  expect(XMLValidator.validate(readFileSync(project, 'utf8'))).toBe(true);
  elements = read_(project);
});

const all = (name: string): Element[] => elements.filter((element) => element.name === name);
const only = (name: string, id: string): Element => {
  const [found, more] = all(name).filter(({ attributes: { Id, Action } }) => (Id ?? Action) === id);
  if (found === undefined || more !== undefined) throw new Error(`not one ${name} ${id}`);
  return found;
};

it('is called by electron-builder, for x64 and arm64', () => {
  const { msiProjectCreated: hook, win } = z
    .object({
      msiProjectCreated: z.string(),
      win: z.object({
        target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })),
      }),
    })
    .parse(parse(read('electron-builder.yml')));
  expect(hook).toBe('./tools/release/msi.ts');
  expect(win.target.find(({ target }) => target === 'msi')?.arch).toEqual(['x64', 'arm64']);
});

it('keeps every element that electron-builder wrote but its MajorUpgrade', () => {
  const kept = before.filter(({ name }) => name !== 'MajorUpgrade');
  expect(kept).toHaveLength(before.length - 1);
  for (const element of kept) expect(elements).toContainEqual(element);
});

it('gives each id of a table once', () => {
  const ids = elements.flatMap(({ name, attributes: { Id } }) =>
    Id === undefined || name.endsWith('Ref') || name === 'Publish' ? [] : [`${name} ${Id}`],
  );
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  // The template's own: a default and its change, of which the linker takes the second.
  expect(twice).toEqual(['WixVariable WixUISupportPerUser']);
});

it('takes every parameter of setup.exe, also from a wizard that is not elevated, and logs no code', () => {
  const script = read('build/installer.nsh');
  const names = [...script.matchAll(/GetOptions\} \$R0 "\/([A-Z]+)/g)].map(
    ([, name]) => name ?? '',
  );
  expect(names).toContain('ROLLBACK');
  for (const name of new Set(names)) {
    expect(only('Property', name).attributes['Secure']).toBe('yes');
    expect(read('docs/DEPLOYMENT.md')).toMatch(new RegExp(`^\\| \`${name}=`, 'm'));
  }
  expect(only('Property', 'CODE').attributes['Hidden']).toBe('yes');
  const secret = all('CustomAction').filter(({ attributes: { ExeCommand = '' } }) =>
    /\[(CODE|PROVISION)\]/.test(ExeCommand),
  );
  expect(secret).toHaveLength(2);
  for (const { attributes: action } of secret)
    expect(action).toMatchObject({ HideTarget: 'yes', Execute: 'deferred' });
});

it('asks the register before anything is removed, never in an upgrade, and exports when it is told where', () => {
  for (const [id, command, condition] of [
    ['askPending', '--pending', 'NOT EXPORT'],
    ['exportPending', '--pending --export "[EXPORT]"', 'EXPORT'],
  ] as const) {
    expect(only('CustomAction', id).attributes).toMatchObject({
      FileKey: 'mainExecutable',
      ExeCommand: command,
      Execute: 'immediate',
      Return: 'check',
    });
    expect(only('Custom', id).text).toBe(
      `REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE AND ${condition}`,
    );
  }
  expect(order()).toEqual([
    'askPending after InstallValidate',
    'exportPending after askPending',
    'RemoveExistingProducts after InstallInitialize',
    'makeFolder after InstallFiles',
    'ownFolder after makeFolder',
    'guardFolder after ownFolder',
    'provisionByFile after guardFolder',
    'provisionByWords after provisionByFile',
  ]);
});

/** What stands in the sequence of an installation, and after what. */
const order = (): string[] =>
  elements
    .filter(({ name, attributes: { After } }) => After !== undefined && name !== 'Publish')
    .map(({ name, attributes: { Action, After } }) => `${Action ?? name} after ${After}`);

it('lets a repair, which every user may start, run nothing with words of theirs as SYSTEM', () => {
  const deferred = all('CustomAction').filter(
    ({ attributes: { Execute } }) => Execute === 'deferred',
  );
  expect(deferred).toHaveLength(5);
  for (const { attributes: action } of deferred) {
    expect(action).toMatchObject({ Impersonate: 'no', Return: 'check' });
    const takesWords = /\[(?!System64Folder|CommonAppDataFolder)\w+\]/.test(
      action['ExeCommand'] ?? '',
    );
    const { text } = only('Custom', action['Id'] ?? '');
    expect(text.startsWith(takesWords ? 'NOT Installed AND ' : 'NOT REMOVE')).toBe(true);
  }
});

it('gives the data folder the rights that setup.exe gives, and not to what a link leads to', () => {
  const script = read('build/installer.nsh');
  const [, rights = ''] = /(\/inheritance:r [^\n]*?) \/Q/.exec(script) ?? [];
  expect(rights).toContain('S-1-5-32-545:(OI)(CI)M');
  const command = only('CustomAction', 'guardFolder').attributes['ExeCommand'] ?? '';
  expect(command).toContain(`"[CommonAppDataFolder]Holdfast" ${rights} /L /Q`);
  expect(only('CustomAction', 'ownFolder').attributes['ExeCommand']).toMatch(
    /"\[CommonAppDataFolder\]Holdfast" \/setowner \*S-1-5-32-544 \/L \/Q$/,
  );
});

it('takes the version before away within its own transaction, refuses an older one, and lays down every file', () => {
  const { UpgradeCode, Version } = all('Product')[0]?.attributes ?? {};
  expect(all('MajorUpgrade')).toEqual([]);
  expect(all('Upgrade').map(({ attributes: { Id } }) => Id)).toEqual([UpgradeCode]);
  expect(all('UpgradeVersion').map(({ attributes: range }) => range)).toEqual([
    {
      ...{ Property: 'OLDERFOUND', Minimum: '0.0.0', IncludeMinimum: 'yes' },
      ...{ Maximum: Version, IncludeMaximum: 'yes', MigrateFeatures: 'yes' },
    },
    { Property: 'NEWERFOUND', Minimum: Version, IncludeMinimum: 'no' },
  ]);
  expect(only('Property', 'REINSTALLMODE').attributes['Value']).toBe('amus');
});

/** Conditions hold as Windows Installer reads them: an unset property is false, `=` compares texts. */
function holds(condition: string, properties: Readonly<Record<string, string>>): boolean {
  const words = condition.replaceAll(/(\w+) = "([^"]*)"/g, (_, name: string, value: string) =>
    String((properties[name] ?? '') === value),
  );
  const script = words.replaceAll(/\w+/g, (word) => {
    const operators: Readonly<Record<string, string>> = {
      OR: '||',
      AND: '&&',
      NOT: '!',
      true: 'true',
      false: 'false',
    };
    return operators[word] ?? String((properties[word] ?? '') !== '');
  });
  return z.boolean().parse(evaluate(script));
}

/** A condition of true, false, !, &&, || and brackets. */
function evaluate(script: string): boolean {
  let at = 0;
  const tokens = script.match(/true|false|&&|\|\||[!()]/g) ?? [];
  const primary = (): boolean => {
    const token = tokens[at];
    at += 1;
    if (token === '!') return !primary();
    if (token !== '(') return token === 'true';
    const value = either();
    at += 1;
    return value;
  };
  const both = (): boolean => {
    let value = primary();
    while (tokens[at] === '&&') {
      at += 1;
      value = primary() && value;
    }
    return value;
  };
  const either = (): boolean => {
    let value = both();
    while (tokens[at] === '||') {
      at += 1;
      value = both() || value;
    }
    return value;
  };
  return either();
}

const server = { SERVER: 'https://channel.example', CODE: 'ABCD-EFGH' };
it.each([
  [{}, true],
  [server, true],
  [{ ...server, LANG: 'zh-CN', KIOSK: '1', AUTOSTART: '1' }, true],
  [{ PROVISION: 'C:\\it\\register.json', AUTOSTART: '0' }, true],
  [{ SERVER: server.SERVER }, false],
  [{ KIOSK: '1' }, false],
  [{ ...server, LANG: 'fr-FR' }, false],
  [{ ...server, KIOSK: 'yes' }, false],
  [{ ...server, PROVISION: 'C:\\it\\register.json' }, false],
  [{ AUTOSTART: 'yes' }, false],
  [{ NEWERFOUND: '{guid}' }, false],
  [{ NEWERFOUND: '{guid}', ROLLBACK: '1' }, true],
  [{ SETUPFOUND: 'C:\\Program Files\\Holdfast\\Uninstall Holdfast.exe' }, false],
  [{ Installed: '1', KIOSK: '1', NEWERFOUND: '{guid}', SETUPFOUND: 'x' }, true],
])('with %j an installation goes on: %s', (properties, goes) => {
  const conditions = elements.filter(
    ({ name, attributes: { Message } }) => name === 'Condition' && Message?.includes('。') === true,
  );
  expect(conditions).toHaveLength(7);
  expect(conditions.every(({ text }) => holds(text, properties))).toBe(goes);
});

it.each([
  [{}, false],
  [{ AUTOSTART: '1' }, true],
  [{ STARTSATSIGNIN: 'holdfast.exe' }, true],
  [{ STARTSATSIGNIN: 'holdfast.exe', AUTOSTART: '0' }, false],
])('with %j it starts at sign-in: %s', (properties, starts) => {
  const [condition] = elements.filter(
    ({ name, text }) => name === 'Condition' && text.includes('STARTSATSIGNIN'),
  );
  expect(holds(condition?.text ?? '', properties)).toBe(starts);
});

it('leaves a mark by which the register does not renew itself', () => {
  const { Source = '', Name } = only('File', 'installedByMsi').attributes;
  expect(existsSync(Source)).toBe(true);
  expect(read('main/app/update/renewal.ts')).toContain(`'${Name}'`);
});

it('refuses a template that it was not written for', () => {
  const project = join(folder, 'other.wxs');
  writeFileSync(project, '<Wix><Product UpgradeCode="{1}" Version="1.0.0.0"></Product></Wix>');
  expect(() => msiProjectCreated(project)).toThrow('the project of the MSI has no');
});
