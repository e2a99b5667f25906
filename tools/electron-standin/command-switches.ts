import { gap } from './gap.ts';

/** What the application has appended for Chromium: name and value, empty for a switch without one. */
export const appendedSwitches = new Map<string, string>();

/** The switches of the command line, which Electron hands to Chromium as well; those of Node itself are none of them. */
export const givenSwitches = (): ReadonlyMap<string, string> =>
  new Map(
    process.argv.flatMap((argument) => {
      const [, name = '', value = ''] = /^--([^=]+)=?(.*)$/s.exec(argument) ?? [];
      return name === '' || name.startsWith('inspect') ? [] : [[name, value] as const];
    }),
  );

function given(name: string): string | undefined {
  const argument = process.argv.find(
    (text) => text === `--${name}` || text.startsWith(`--${name}=`),
  );
  return argument?.slice(name.length + 3);
}

/** `app.commandLine`: the arguments of the process and the switches appended for Chromium. */
export const commandLine = gap('app.commandLine', {
  appendSwitch(name: string, value = ''): void {
    appendedSwitches.set(name, value);
  },
  hasSwitch: (name: string): boolean => appendedSwitches.has(name) || given(name) !== undefined,
  getSwitchValue: (name: string): string => appendedSwitches.get(name) ?? given(name) ?? '',
  removeSwitch(name: string): void {
    appendedSwitches.delete(name);
  },
});
