import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDrawer } from '../../../main/devices/drawer.ts';
import { paperText } from '../../../main/devices/papertext.ts';
import { printPapers } from '../../../main/devices/printer.ts';
import { paper } from './paper.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-devices-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('spools each paper into a file of its own', () => {
  const papers = join(folder, 'papers');
  expect(printPapers(papers, [paper, { ...paper, kind: 'voucher' }])).toMatchObject({ ok: true });
  expect(printPapers(papers, [paper])).toMatchObject({ ok: true });
  expect(readdirSync(papers).toSorted()).toEqual([
    '2026-11-22T11-05-00-000Z-receipt-1.txt',
    '2026-11-22T11-05-00-000Z-receipt-2.txt',
    '2026-11-22T11-05-00-000Z-voucher-1.txt',
  ]);
  const file = join(papers, '2026-11-22T11-05-00-000Z-receipt-1.txt');
  expect(readFileSync(file, 'utf8')).toBe(paperText(paper));
});

it('tells when a paper cannot be written', () => {
  const papers = join(folder, 'papers');
  writeFileSync(papers, 'not a folder');
  expect(printPapers(papers, [paper])).toMatchObject({
    ok: false,
    fault: { code: 'database.readOnly' },
  });
});

it('logs each opening of the drawer', () => {
  const file = join(folder, 'deep', 'drawer.log');
  openDrawer(file, '2026-11-22T11:05:00.000Z');
  openDrawer(file, '2026-11-22T11:06:00.000Z');
  expect(readFileSync(file, 'utf8').trim().split('\n')).toEqual([
    '2026-11-22T11:05:00.000Z open',
    '2026-11-22T11:06:00.000Z open',
  ]);
  expect(openDrawer(folder, '2026-11-22T11:05:00.000Z')).toMatchObject({ ok: false });
});
