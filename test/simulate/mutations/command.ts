/** `npm run mutations [-- --only <parts of names, with commas>]`: every rule that is broken on purpose is noticed, or the proof proves nothing. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { freshFolder } from '../files.ts';
import { everyMutation } from './every.ts';
import type { Mutation } from './mutation.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    histories: { type: 'string', default: '80' },
  },
});
const root = join(import.meta.dirname, '..', '..', '..');
const rooms = ['shared', 'main', 'renderer', 'server', 'tools', 'test'];
const limitMs = 600_000;

/** A copy of the program in which rules may be broken. */
function copyTree(): string {
  const tree = freshFolder();
  const keeps = (path: string): boolean => !/node_modules|\.types/.test(relative(root, path));
  for (const room of rooms)
    cpSync(join(root, room), join(tree, room), { recursive: true, filter: keeps });
  for (const file of ['package.json', 'vitest.config.ts', 'tsconfig.json', 'tsconfig.base.json'])
    cpSync(join(root, file), join(tree, file));
  mkdirSync(join(tree, 'server'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

/** `stale`: nothing was broken, because the program has no such text any more. */
type Verdict = { readonly caught: boolean; readonly told: string; readonly stale?: true };

function prove(tree: string, test: string | undefined): Verdict {
  const simulate = ['test/simulate/command.ts', '--quick', '--histories', values.histories];
  const [program, args] =
    test === undefined
      ? (['node', simulate] as const)
      : ([join(tree, 'node_modules', '.bin', 'vitest'), ['run', test]] as const);
  const ran = spawnSync(program, args, { cwd: tree, encoding: 'utf8', timeout: limitMs });
  const first = (ran.stdout + ran.stderr).split('\n').find((line) => /^seed|FAIL|Error/.test(line));
  if (ran.status === null) return { caught: false, told: 'it did not end in time' };
  return { caught: ran.status !== 0, told: (first ?? '').slice(0, 150) };
}

/** Breaks the rule, asks the proof, and mends it again. */
function tryOut(tree: string, { edits, test }: Mutation): Verdict {
  const kept = new Map<string, string>();
  try {
    for (const { file, find, put } of edits) {
      const path = join(tree, file);
      const text = readFileSync(path, 'utf8');
      if (text.split(find).length !== 2) {
        const told = `${file} does not hold the text exactly once: ${find}`;
        return { caught: false, stale: true, told };
      }
      if (!kept.has(path)) kept.set(path, text);
      writeFileSync(
        path,
        text.replace(find, () => put),
      );
    }
    return prove(tree, test);
  } finally {
    for (const [path, text] of kept) writeFileSync(path, text);
  }
}

const mutations = everyMutation.filter(({ name }) =>
  values.only.split(',').some((part) => name.includes(part)),
);
const tree = copyTree();
let survived = 0;
let failures = 0;
try {
  // What fails on the unbroken program proves nothing about a broken one.
  for (const test of new Set(mutations.map((each) => each.test))) {
    const { caught, told } = prove(tree, test);
    const name = test ?? 'the simulation';
    console.log(caught ? `the unbroken program fails ${name}: ${told}` : `unbroken: ${name} holds`);
    if (caught) failures += 1;
  }
  for (const each of mutations) {
    const { caught, told, stale } = tryOut(tree, each);
    if (!caught) survived += 1;
    const verdict = caught ? 'caught  ' : stale ? 'STALE   ' : 'SURVIVED';
    console.log(`${verdict}  ${each.name} - ${each.rule}`);
    console.log(`          ${told}`);
  }
} finally {
  rmSync(tree, { recursive: true, force: true });
}
console.log(`${mutations.length - survived} of ${mutations.length} broken rules were noticed.`);
process.exitCode = survived + failures > 0 ? 1 : 0;
