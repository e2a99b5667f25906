import { expect, it } from 'vitest';
import { readConfiguration } from '../../../server/app/configuration.ts';

it('has a default for everything', () => {
  const read = readConfiguration({});
  expect(read).toMatchObject({
    ok: true,
    notes: [],
    configuration: {
      host: '127.0.0.1',
      headquartersPort: 7410,
      channelPort: 7420,
      cacheHours: 24,
      poll: 1000,
      databaseUrl: undefined,
    },
  });
});

it('takes what is given', () => {
  const read = readConfiguration({
    HOLDFAST_DATA: 'elsewhere',
    DATABASE_URL: 'postgresql://holdfast@db.example/holdfast',
    HOLDFAST_CHANNEL_PORT: '0',
    HOLDFAST_HEADQUARTERS_URL: 'https://hq.example/',
    HOLDFAST_PARAMETER_CACHE_HOURS: '1',
    HOLDFAST_POLL_MS: '',
  });
  expect(read).toMatchObject({
    ok: true,
    configuration: {
      folder: 'elsewhere',
      databaseUrl: 'postgresql://holdfast@db.example/holdfast',
      channelPort: 0,
      headquartersUrl: 'https://hq.example',
      cacheHours: 1,
      poll: 1000,
    },
  });
});

it.each([
  ['DATABASE_URL', 'mysql://db/holdfast', 'must be a URL such as postgres://'],
  ['DATABASE_URL', 'holdfast', 'must be a URL such as postgres://'],
  ['HOLDFAST_CHANNEL_PORT', '99999', 'must be a port'],
  ['HOLDFAST_HEADQUARTERS_PORT', '-1', 'must be a port'],
  ['HOLDFAST_HEADQUARTERS_URL', 'hq.example', 'must be a URL'],
  ['HOLDFAST_CHANNEL_URL', 'ftp://channel.example', 'must be a URL'],
  ['HOLDFAST_CHANNEL', 'C 01', 'must be the channel'],
  ['HOLDFAST_CHANNEL_TOKEN', 'short', 'must be 20 to 200'],
  ['HOLDFAST_ADMIN_TOKEN', 'with a space in the middle', 'must be 20 to 200'],
  ['HOLDFAST_PARAMETER_CACHE_HOURS', '1.5', 'must be a whole number from 0 to 720'],
  ['HOLDFAST_POLL_MS', '5', 'must be a whole number from 50'],
])('says what is wrong with %s=%s, without repeating it', (name, value, said) => {
  const read = readConfiguration({ [name]: value });
  expect(read.ok).toBe(false);
  const flaws = read.ok ? [] : read.flaws;
  expect(flaws).toHaveLength(1);
  expect(flaws[0]).toContain(`${name} ${said}`);
  expect(flaws[0]).not.toContain(value === '-1' || value === '5' ? 'never' : value);
});

it('names every bad value at once, and notes what may be misspelt', () => {
  const bad = readConfiguration({ HOLDFAST_POLL_MS: 'x', HOLDFAST_CHANNEL_PORT: 'y' });
  expect(bad.ok ? 0 : bad.flaws.length).toBe(2);
  const odd = readConfiguration({
    HOLDFAST_CHANEL: 'C-02',
    HOLDFAST_PASSWORD: 'secret',
    HOME: 'x',
  });
  expect(odd.ok ? odd.notes : []).toEqual([
    'HOLDFAST_CHANEL is set, but the servers do not know it.',
  ]);
});
