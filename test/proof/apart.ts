/** Proves one row and says it to the process that started this one (lanes.ts). Arguments: the row's name, its count, its seed. */
import { prove } from './prove.ts';
import type { Word } from './lanes.ts';
import { rows } from './rows.ts';

const [name, count, seed] = process.argv.slice(2);
const say = (word: Word): void => void process.send?.(word);
const row = rows.find((each) => each.name === name);
if (row === undefined) throw new Error(`there is no row ${String(name)}`);
const tell = (told: string): void => say({ told });
const proved = await prove(row, { count: Number(count), seed: Number(seed), tell });
say({ proved });
process.disconnect();
