import { findApplication, parseCommandLine } from './command-line.ts';

/** The application of this process; boot.ts has set `process.argv` before anything imports this. */
export const application = findApplication(parseCommandLine(process.argv.slice(1)).target);
