/** Pins outlive the provisioning file, whose activation code IT may want off the machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../main/app/clock.ts';
import { keepTrust } from '../../../main/app/trust.ts';
import { closeDatabase, openDatabase, type Database } from '../../../main/database/open.ts';
import { publicTrust } from '../../../main/sync/trust.ts';

let folder: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-trust-'));
  const opened = openDatabase(join(folder, 'register.db'), { clock: systemClock });
  if (!opened.ok) throw new Error(opened.fault.code);
  db = opened.value;
});
afterEach(() => {
  closeDatabase(db);
  rmSync(folder, { recursive: true });
});

const provisioning = { channel: 'https://channel.example', activationCode: 'ABCD-EFGH' };

it('believes the public authorities until IT says otherwise', () => {
  expect(keepTrust(db, undefined)).toEqual(publicTrust);
  expect(keepTrust(db, provisioning)).toEqual(publicTrust);
});

it('keeps pins and authorities without the file, and takes what a new file says', () => {
  const trust = { pins: ['one', 'two'], authorities: 'PEM' };
  expect(keepTrust(db, { ...provisioning, ...trust })).toEqual(trust);
  expect(keepTrust(db, undefined)).toEqual(trust);
  expect(keepTrust(db, { ...provisioning, pins: ['two'] })).toEqual({
    pins: ['two'],
    authorities: null,
  });
  expect(keepTrust(db, undefined).pins).toEqual(['two']);
});
