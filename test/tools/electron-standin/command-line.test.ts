import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findApplication, parseCommandLine } from '../../../tools/electron-standin/command-line.ts';
import { fixture } from './launch.ts';

it('finds the application among the switches', () => {
  const playwright = [
    '-r',
    'loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    'out',
    '--till=1',
    'x',
  ];
  expect(parseCommandLine(playwright)).toEqual({ required: ['loader.js'], target: 'out' });
  expect(parseCommandLine([])).toEqual({ required: [], target: '.' });
});

it('reads package.json of a folder, and above a file', () => {
  const expected = {
    path: fixture,
    main: join(fixture, 'main.ts'),
    name: 'standin-fixture',
    version: '1.2.3',
  };
  expect(findApplication(fixture)).toEqual(expected);
  expect(findApplication(join(fixture, 'main.ts'))).toEqual(expected);
});
