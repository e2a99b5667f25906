/** pgbench, PostgreSQL's own load generator: what the server alone does with the same rows, on this machine and now. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Postgres } from '../../../tools/setup/postgres.ts';

const run = promisify(execFile);

/** Runs the script so many seconds by as many clients, statements prepared; answers its runs a second. */
export async function pgbench(
  { programs, url }: Postgres,
  script: string,
  { clients, seconds }: { readonly clients: number; readonly seconds: number },
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-pgbench-'));
  const file = join(folder, 'script.sql');
  writeFileSync(file, script);
  try {
    const { stdout, stderr } = await run(
      join(programs, 'pgbench'),
      [
        '-n',
        '-M',
        'prepared',
        '-c',
        String(clients),
        '-j',
        '2',
        '-T',
        String(seconds),
        '-f',
        file,
        url,
      ],
      { env: { PATH: programs, LC_ALL: 'C', PGOPTIONS: '-c search_path=pgbench' } },
    );
    const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
    if (rate === undefined || /error/i.test(stderr))
      throw new Error(`pgbench did not measure: ${stdout.slice(0, 500)} ${stderr.slice(0, 500)}`);
    return Number(rate);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
