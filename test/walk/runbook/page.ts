/** A page of docs/RUNBOOK.md as a test follows it: its own commands, in their order, by the programs that they name. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

export type Ran = { readonly exit: number; readonly said: string };
export type Page = {
  /** Runs the page's next block of commands, which must end with 0 unless another exit code is expected. */
  readonly next: (variables?: Readonly<Record<string, string>>, exit?: number) => Promise<string>;
  /** Throws when a block was not run. */
  readonly close: () => void;
};

/** Every page with its blocks of commands. */
function pagesOf(text: string): Map<string, string[]> {
  const pages = new Map<string, string[]>();
  for (const part of text.split(/^## /m).slice(1)) {
    const title = part.slice(0, part.indexOf('\n')).trim();
    const blocks = [...part.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(
      (match) => match[1] ?? '',
    );
    pages.set(title, blocks);
  }
  return pages;
}

export const runbook = (): Map<string, string[]> =>
  pagesOf(readFileSync(join(root, 'docs/RUNBOOK.md'), 'utf8'));

/** Opens a page. `variables`: what the page's own variables stand for on this setup, and the key store of its machine. */
export function openPage(title: string, variables: Readonly<Record<string, string>>): Page {
  const blocks = runbook().get(title);
  if (!blocks) throw new Error(`the runbook has no page ${title}`);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-page-'));
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  for (const [name, file] of Object.entries({
    holdfast: 'test/walk/runbook/holdfast.ts',
    'holdfast-server': 'server/app/main.ts',
  })) {
    const program = join(programs, name);
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(root, file)}" "$@"\n`);
    chmodSync(program, 0o755);
  }
  let at = 0;
  return {
    next: async (more = {}, exit = 0) => {
      const block = blocks[at];
      if (block === undefined) throw new Error(`${title} has no more commands`);
      at += 1;
      const path = `${programs}${delimiter}${process.env['PATH'] ?? ''}`;
      const ran = await run(block, { ...process.env, ...variables, ...more, PATH: path }, folder);
      if (ran.exit !== exit)
        throw new Error(`exit code ${ran.exit} instead of ${exit} from:\n${block}\n${ran.said}`);
      return ran.said;
    },
    close: () => {
      rmSync(folder, { recursive: true });
      if (at !== blocks.length)
        throw new Error(`${title}: ${blocks.length - at} blocks were not run`);
    },
  };
}

const patienceMs = 60_000;

function run(block: string, env: NodeJS.ProcessEnv, cwd: string): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      'bash',
      ['-euc', block],
      { env, cwd, timeout: patienceMs },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        resolve({ exit: typeof code === 'number' ? code : -1, said: stdout + stderr });
      },
    );
  });
}
