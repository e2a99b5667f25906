/** Delayed writes, restated as a process: sales are told to the cashier at once and written to the file a fifth of a second later. Argument: the file. */
import { appendFileSync } from 'node:fs';

const [, , file = ''] = process.argv;
const waiting: string[] = [];
let sale = 0;
setInterval(() => {
  sale += 1;
  waiting.push(`${process.pid}-${sale}`);
  process.stdout.write(`${process.pid}-${sale}\n`);
}, 5);
setInterval(() => appendFileSync(file, `${waiting.splice(0).join('\n')}\n`), 200);
