/** SQL past the services, for what only a bench does: rows by the million, plans, and what the server says of itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Postgres } from '../../../tools/setup/postgres.ts';

/** Runs the statements by psql and answers what it printed, without headings and alignment. Throws at the first error. */
export async function runSql({ programs, url }: Postgres, sql: string): Promise<string> {
  const program = spawn(
    join(programs, 'psql'),
    ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', url],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: programs, LC_ALL: 'C' },
    },
  );
  program.stdin.end(sql);
  const [out, err, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, 'close'),
  ]);
  if (code !== 0) throw new Error(`psql failed: ${err.slice(0, 800)}`);
  return out.trim();
}
