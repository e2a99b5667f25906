/** Settings out of environment variables: `HOLDFAST_` and the setting's name, texts as they are, everything else as JSON. */
import { settingNames, settings, type SettingName } from './schema.ts';

/** Names that other programs of the house have taken or had first. */
const special: Partial<Record<SettingName, string>> = {
  channel: 'HOLDFAST_CHANNEL_ADDRESS',
  dataFolder: 'HOLDFAST_FOLDER',
};

/** The variable of a setting. */
export const variableOf = (name: SettingName): string =>
  special[name] ?? `HOLDFAST_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** What a text from outside stands for; a list may be written with commas, a switch as 1 or 0. What is no JSON stays a text, which the schema refuses. */
export function valueOf(name: SettingName, text: string): unknown {
  const kind = settings[name].type;
  if (kind === 'string' || kind === 'enum') return text;
  if (kind === 'boolean')
    return text === '1' || text === 'true' ? true : text === '0' || text === 'false' ? false : text;
  if (kind === 'array' && !text.trimStart().startsWith('['))
    return text
      .split(/[,\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** An empty variable counts as unset. */
export function environmentSettings(environment: NodeJS.ProcessEnv): Record<string, unknown> {
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const text = environment[variableOf(name)] ?? '';
      return text === '' ? [] : [[name, valueOf(name, text)]];
    }),
  );
}
