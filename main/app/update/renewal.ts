/** Whether the register brings newer versions itself, or somebody else does. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The MSI puts it beside the program (build/installer.wxs). */
const msiMark = 'installed-by-msi.txt';

/**
 * `program`: the path of the executable. Debian's package is renewed by the system, an MSI by the tool that installed it: a second installer over it would leave two that
 * each believe the program theirs.
 */
export const renewsItself = (
  platform: string,
  program: string,
  environment: NodeJS.ProcessEnv,
): boolean =>
  platform === 'win32'
    ? !existsSync(join(dirname(program), msiMark))
    : environment['APPIMAGE'] !== undefined;
