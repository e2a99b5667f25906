#!/usr/bin/env node
/** `holdfast-server`: the entry of the process. Needs Node 22 or newer. */
import { runCommandLine } from './commandline.ts';
import { systemChance, systemClock } from './ports.ts';

const ended = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});

process.exitCode = await runCommandLine({
  words: process.argv.slice(2),
  variables: process.env,
  clock: systemClock,
  chance: systemChance,
  say: (line) => process.stdout.write(`${line}\n`),
  note: (line) => process.stderr.write(line),
  ended,
});
