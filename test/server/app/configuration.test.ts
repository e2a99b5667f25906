import { expect, it } from 'vitest';
import { readConfiguration, variableNames } from '../../../server/app/configuration.ts';

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

const bad: readonly (readonly [string, string, string])[] = [
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
  ['HOLDFAST_HOST', 'not a host', 'must be an address or name of this machine'],
  ['HOLDFAST_PROXIES', '10.0.0.0/99', 'must be addresses of proxies'],
  ['HOLDFAST_LIMIT_ADDRESS', 'many', 'must be a whole number from 0'],
  ['HOLDFAST_LIMIT_DEVICE', '-1', 'must be a whole number from 0'],
  ['HOLDFAST_LIMIT_SIGN_IN', '1e3', 'must be a whole number from 0'],
  ['HOLDFAST_EXPIRE_AFTER_DAYS', 'never', 'must be a whole number from 0 to 36500'],
  ['HOLDFAST_DATABASE_CONNECTIONS', '11', 'must be a whole number from 12 to 1000'],
  ['HOLDFAST_LOG_LEVEL', 'loud', 'must be silent, error, warn, info, debug'],
  ['HOLDFAST_METRICS_TOKEN', 'brief', 'must be 20 to 200'],
];

it('has a bad value for every variable that can have one', () => {
  // An empty variable counts as unset, and files are looked at when they are read (certificates.test.ts). Those of mail come in pairs: below.
  const files = ['HOLDFAST_TLS_CERT', 'HOLDFAST_TLS_KEY', 'HOLDFAST_TLS_CA'];
  const never = ['HOLDFAST_DATA', ...files, 'HOLDFAST_SMTP_URL', 'HOLDFAST_MAIL_FROM'];
  const named = new Set(bad.map(([name]) => name));
  expect(variableNames.filter((name) => !named.has(name))).toEqual(never);
});

it.each(bad)('says what is wrong with %s=%s, without repeating it', (name, value, said) => {
  const read = readConfiguration({ [name]: value });
  expect(read.ok).toBe(false);
  const flaws = read.ok ? [] : read.flaws;
  expect(flaws).toHaveLength(1);
  expect(flaws[0]).toContain(`${name} ${said}`);
  // A short number may stand in the bounds that are told.
  const repeated = value.length > 2 && flaws[0]?.slice(name.length).includes(value);
  expect(repeated).toBe(false);
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

it('needs a sender with a mail server, and a mail server with a sender', () => {
  const url = 'smtps://user:secret@mail.example.com';
  const from = 'Example <receipts@example.com>';
  expect(readConfiguration({ HOLDFAST_SMTP_URL: url })).toEqual({
    ok: false,
    flaws: ['HOLDFAST_MAIL_FROM must be set as well, because HOLDFAST_SMTP_URL is.'],
  });
  expect(readConfiguration({ HOLDFAST_MAIL_FROM: from }).ok).toBe(false);
  expect(readConfiguration({ HOLDFAST_SMTP_URL: url, HOLDFAST_MAIL_FROM: from })).toMatchObject({
    configuration: { mail: { url, from } },
  });
  expect(readConfiguration({})).toMatchObject({ configuration: { mail: null } });
  const wrong = readConfiguration({ HOLDFAST_SMTP_URL: 'secret@x', HOLDFAST_MAIL_FROM: 'nobody' });
  const flaws = wrong.ok ? '' : wrong.flaws.join(' ');
  expect(flaws).toContain('HOLDFAST_SMTP_URL must be a URL such as smtps://');
  expect(flaws).toContain('HOLDFAST_MAIL_FROM must be an address such as');
  expect(flaws).not.toContain('secret@x');
});
