import { expect, it } from 'vitest';
import { read } from './tree.ts';

const page = read('docs/DEPLOYMENT.md');
const script = read('build/installer.nsh');
const matches = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, found]) => found ?? '')),
];

it('tells every exit code of the installer, and no other above 60', () => {
  const codes = matches(script, /!define EXIT_\w+ (\d+)/g);
  const told = matches(page, /^\| (\d+) +\|/gm).filter((code) => Number(code) > 60);
  expect(codes).toHaveLength(8);
  expect(told).toEqual(codes);
});

it('uses every exit code that it defines', () => {
  const names = matches(script, /!define (EXIT_\w+)/g);
  expect(names.filter((name) => !script.includes(`refuse \${${name}}`))).toEqual([]);
});

it('tells every parameter that the installer reads', () => {
  const read_ = matches(script, /GetOptions\} \$R0 "(\/[A-Z]+)/g);
  expect(read_.length).toBeGreaterThan(6);
  expect(read_.filter((parameter) => !page.includes(`${parameter}`))).toEqual([]);
});

it('says each of its sentences in both languages', () => {
  const english = matches(script, /LangString (\w+) \$\{LANG_ENGLISH\}/g);
  const chinese = matches(script, /LangString (\w+) \$\{LANG_SIMPCHINESE\}/g);
  expect(chinese).toEqual(english);
  expect(english.filter((name) => !script.includes(`$(${name})`))).toEqual([]);
});

it('asks the register by the words and numbers that the register knows', () => {
  const command = read('main/app/command/pending.ts');
  expect(script).toContain('" --pending\'');
  expect(command).toContain('somePending = 10');
  expect(script).toContain('$R1 == 10');
  expect(page).toContain('0 none, 10 some, 11 unknown');
  expect(read('main/app/command/exportjournal.ts')).toContain('export-journal --to <file>');
  expect(script).toContain('export-journal --to');
});

it('names every way of signing that the hook knows', () => {
  const ways = matches(read('tools/release/signing.ts'), /HOLDFAST_SIGN: z\.literal\('(\w+)'\)/g);
  expect(ways).toHaveLength(5);
  expect(ways.filter((way) => !new RegExp(`\\| \`${way}\` +\\|`).test(page))).toEqual([]);
});
