import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What the arguments of the `electron` executable ask for. */
export interface CommandLine {
  /** Modules to load before the application (`-r`, as Playwright's loader comes). */
  readonly required: readonly string[];
  /** The folder or file of the application. */
  readonly target: string;
}

/** The application that an `electron` command line names. */
export interface Application {
  readonly path: string;
  readonly main: string;
  readonly name: string;
  readonly version: string | undefined;
}

interface PackageJson {
  main?: string;
  name?: string;
  productName?: string;
  version?: string;
}

/** Reads the arguments as Electron does: the first one that is no switch is the application, the rest are its own. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const required: string[] = [];
  let target: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? '';
    if (argument === '-r' || argument === '--require') required.push(args[++at] ?? '');
    else if (!argument.startsWith('-')) target ??= argument;
  }
  return { required, target: target ?? '.' };
}

/** Finds package.json, main file, name and version; throws a sentence when there is no such application. */
export function findApplication(target: string): Application {
  const place = resolve(target);
  if (!existsSync(place)) throw new Error(`Unable to find Electron app at ${place}`);
  const isFolder = statSync(place).isDirectory();
  const path = isFolder ? place : dirname(place);
  const description = readPackage(path, !isFolder);
  return {
    path,
    main: isFolder ? join(path, description.main ?? 'index.js') : place,
    name: description.productName ?? description.name ?? 'Electron',
    version: description.version,
  };
}

function readPackage(folder: string, upwards: boolean): PackageJson {
  const file = join(folder, 'package.json');
  if (existsSync(file)) {
    return JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
  }
  const parent = dirname(folder);
  return upwards && parent !== folder ? readPackage(parent, upwards) : {};
}
