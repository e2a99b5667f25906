import { homedir, tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { files, read, root, sources } from './tree.ts';

/** Each pattern on one line; what is found is shown with its place. */
function find(pattern: RegExp, among: readonly string[]): string[] {
  return among.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
  );
}

// The tests of the house name what they forbid.
const judged = sources.filter((file) => !file.startsWith('test/house/'));
const tests = judged.filter((file) => file.startsWith('test/'));

const forbidden: Readonly<Record<string, RegExp>> = {
  any: /\bas any\b|<any>|\bany\[\]|: any(?=\s*([;,)=\]>|&{]|$))/,
  'a cast through unknown': /\bas unknown as\b/,
  'a compiler suppression': /@ts-(ignore|expect-error|nocheck)/,
  'a lint suppression':
    /(eslint|oxlint|tslint|biome|knip|prettier|oxfmt|dependency-cruiser)-(disable|ignore)/,
  'an unfinished spot': /\b(TODO|FIXME|HACK|XXX)\b/,
  'a failure swallowed':
    /catch\s*(\([^)]*\)\s*)?\{\s*\}|\.catch\(\(\)\s*=>\s*(\{\s*\}|undefined|null)\)/,
};

it('knows each forbidden word when it sees one', () => {
  const seen: Readonly<Record<keyof typeof forbidden, string>> = {
    any: 'const price: any = 1;',
    'a cast through unknown': 'const price = text as unknown as number;',
    'a compiler suppression': '// @ts-expect-error',
    'a lint suppression': '// oxlint-disable-next-line no-empty',
    'an unfinished spot': '// TODO: later',
    'a failure swallowed': 'try { open(); } catch { }',
  };
  for (const [name, pattern] of Object.entries(forbidden)) {
    expect(pattern.test(seen[name] ?? ''), name).toBe(true);
  }
});

describe('no source has', () => {
  for (const [name, pattern] of Object.entries(forbidden)) {
    it(name, () => expect(find(pattern, judged)).toEqual([]));
  }

  it('a clock or a chance of its own, in the rooms that are handed both', () => {
    const handed =
      /^(shared|main\/(register|database|sync|devices)|server\/(channel|headquarters))\//;
    const rooms = judged.filter((file) => handed.test(file) && !/\/(index|clock)\.ts$/.test(file));
    expect(find(/\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(/, rooms)).toEqual([]);
  });

  it('a test that is skipped, alone or only planned', () => {
    const pattern = /\b(it|test|describe|suite)\.(skip|only|todo|fixme|fails|skipIf|runIf)\b/;
    expect(find(pattern, tests)).toEqual([]);
  });
});

describe('no committed file names', () => {
  const texts = files.filter((file) => !/\.(png|jpg|gif|ico|woff2?|ttf|otf|db|gz)$/.test(file));
  const outside = texts.filter((file) => !file.startsWith('test/house/'));

  it('a folder of one machine', () => {
    const tooGeneral = new Set(['/', '/tmp', '/home', '/usr', tmpdir(), homedir()]);
    const folders = [root, dirname(root), homedir()].filter((folder) => !tooGeneral.has(folder));
    const names = [...folders, '/root', '/home/[a-z]+', String.raw`C:\\Users`];
    const pattern = new RegExp(`(?<![\\w.)}*-])(${names.join('|')})[/\\\\]`);
    expect(find(pattern, outside)).toEqual([]);
  });

  it('a package registry', () => {
    const pattern =
      /\bregistry\.[a-z0-9-]+\.[a-z]+|npmmirror|artifactory|deb\.debian\.org|\bpypi\b/i;
    expect(find(pattern, outside)).toEqual([]);
  });
});
