/** What electron-builder asks of an Electron, with next to nothing in it: to make and judge packages where the binary cannot be had. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../command.ts';

/** Electron's mark before its fuses, in every program of Electron. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version 1 of the fuses, how many there are, and each of them on. */
const fuseWire = Buffer.concat([
  Buffer.from(fuseMark),
  Buffer.from([1, 9]),
  Buffer.from('111111111'),
]);
const others = ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox'];
/** One more than is shipped, so that the choice of languages has something to leave out. */
const locales = ['en-US', 'zh-CN', 'de'].map((locale) => `locales/${locale}.pak`);

function writeAround(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  for (const name of [...others, ...locales]) writeFileSync(join(folder, name), 'empty');
}

/** For Linux: a file with Electron's mark and fuses, which is no program. */
export function writeLinuxElectron(folder: string): void {
  writeAround(folder);
  const pad = Buffer.alloc(64);
  const bytes = Buffer.concat([pad, fuseWire, pad]);
  writeFileSync(join(folder, 'electron'), bytes, { mode: 0o755 });
}

const octal = (bytes: Buffer): string =>
  [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
const program = `
__attribute__((used)) volatile char wire[] = "${octal(fuseWire)}";
int main(void) { return wire[0] == 0; }
`;
const resources = (icon: string): string => `
1 ICON "${icon}"
1 VERSIONINFO
FILEVERSION 1,0,0,0
PRODUCTVERSION 1,0,0,0
BEGIN
BLOCK "StringFileInfo"
BEGIN
BLOCK "040904b0"
BEGIN
VALUE "ProductName", "Electron\\0"
VALUE "FileVersion", "1.0.0\\0"
END
END
BLOCK "VarFileInfo"
BEGIN
VALUE "Translation", 0x409, 1200
END
END
`;

/** For Windows: a real, small executable with icon, version and fuses, made by Debian's MinGW. It serves as the ARM one too: nobody runs it. */
export function writeWindowsElectron(folder: string): void {
  writeAround(folder);
  const source = join(folder, 'electron.c');
  const described = join(folder, 'electron.rc');
  const object = join(folder, 'electron.o');
  writeFileSync(source, program);
  writeFileSync(described, resources(join(root, 'build/icon.ico')));
  execFileSync('x86_64-w64-mingw32-windres', [described, object]);
  const exe = join(folder, 'electron.exe');
  execFileSync('x86_64-w64-mingw32-gcc', ['-O1', '-s', source, object, '-o', exe]);
}
