import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { read, sources } from './tree.ts';

/** Who may know whom. A room knows itself; test and tools know everybody. */
const knows: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  'main/app': ['shared', 'main/database', 'main/register', 'main/sync', 'main/devices'],
  'main/preload': ['shared'],
  'main/register': ['shared', 'main/database'],
  'main/sync': ['shared', 'main/database'],
  'main/database': ['shared'],
  'main/devices': ['shared'],
  renderer: ['shared'],
  'server/channel': ['shared', 'server/database', 'server/http'],
  'server/headquarters/web': ['shared'],
  'server/headquarters': ['shared', 'server/database', 'server/http'],
  'server/app': [
    'shared',
    'server/database',
    'server/http',
    'server/channel',
    'server/headquarters',
  ],
  'server/database': ['shared'],
  'server/http': ['shared'],
};

const rooms = Object.keys(knows).toSorted((left, right) => right.length - left.length);
const roomOf = (file: string): string | undefined =>
  rooms.find((room) => file.startsWith(`${room}/`));

const importPattern =
  /(?:\bfrom|\bimport|\bimport\()\s*'([^']+)'|new URL\('(\.[^']+)', import\.meta\.url\)/g;

function importsOf(file: string): string[] {
  const text = read(file).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? '');
}

const inHouse = sources.filter((file) => /^(shared|main|renderer|server)\//.test(file));

it('gives every source of the product a room', () => {
  expect(inHouse.filter((file) => roomOf(file) === undefined)).toEqual([]);
});

it('lets each room import only the rooms it may know', () => {
  const breaches = inHouse.flatMap((file) => {
    const room = roomOf(file) ?? '';
    const allowed = [room, ...(knows[room] ?? [])];
    return importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => join(dirname(file), name))
      .filter((target) => !allowed.includes(roomOf(target) ?? ''))
      .map((target) => `${file} imports ${target}`);
  });
  expect(breaches).toEqual([]);
});

it('is the same fence in the compiler, as references of each room', () => {
  const references = z.object({ references: z.array(z.object({ path: z.string() })) });
  for (const [room, known] of Object.entries(knows)) {
    const configuration = references.parse(JSON.parse(read(`${room}/tsconfig.json`)));
    const paths = configuration.references.map(({ path }) => join(room, path));
    expect(paths.toSorted(), room).toEqual(known.toSorted());
  }
});

it('keeps shared free of Node, of the page and of every package but zod and @noble/hashes', () => {
  const pure = /^(\.|zod$|zod\/|@noble\/hashes\/)/;
  const breaches = sources
    .filter((file) => file.startsWith('shared/'))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => !pure.test(name))
        .map((name) => `${file} imports ${name}`),
    );
  expect(breaches).toEqual([]);
});

it('names the ending of each file it imports, as Node runs the sources themselves', () => {
  const breaches = sources.flatMap((file) =>
    importsOf(file)
      .filter(
        (name) =>
          name.startsWith('.') && !/\.(ts|tsx|css|json|html|svg|js|cjs|woff2|c)(\?.*)?$/.test(name),
      )
      .map((name) => `${file} imports ${name}`),
  );
  expect(breaches).toEqual([]);
});
