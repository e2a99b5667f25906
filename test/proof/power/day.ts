/**
 * A day's selling in a process of its own, for the shim to watch: a line per receipt goes into the file `told` once the cashier was shown it.
 * Arguments: folder of the register, number of sales, and the durability of a transaction if it is not to be the register's own.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openBench } from '../../make/register.ts';
import { sellDay } from './selling.ts';

const [folder = '', sales = '', durability = ''] = process.argv.slice(2);
const bench = openBench({ folder, seed: 5 });
if (durability !== '') bench.db.sql.pragma(`synchronous = ${durability}`);
const told = openSync(join(folder, 'told'), 'a');
await sellDay(bench, Number(sales), {
  tell: (receipt) => void writeSync(told, `${receipt}\n`),
  rest: () => void bench.db.sql.pragma('wal_checkpoint(PASSIVE)'),
});
closeSync(told);
// No closing of the database: its last checkpoint would hide what a power cut finds.
process.kill(process.pid, 'SIGKILL');
