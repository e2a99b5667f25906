/** Receipts handed out otherwise: as a PDF file, and by an e-mail that head office is asked for. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEntries } from '../../../main/database/journal.ts';
import { all } from '../../../main/database/statement.ts';
import { minor } from '../../../shared/money.ts';
import type { Paper } from '../../../shared/receipt.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { configuration } from '../../make/place.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

let bench: Bench;
let files: { name: string; papers: readonly Paper[] }[];
beforeEach(async () => {
  files = [];
  bench = await makeSelling({
    ports: {
      pdf: async (name, papers) => {
        files.push({ name, papers });
        return { ok: true, value: undefined };
      },
    },
  });
});
afterEach(() => endBench(bench));

async function sell(): Promise<string> {
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'payCash', amount: minor(10_000) });
  return bench.view().receipt?.receipt ?? '';
}
const audits = (): string[] =>
  readEntries(
    bench.db,
    all<{ hash: string }>(bench.db, 'SELECT hash FROM journal').map((row) => row.hash),
  ).flatMap((entry) => {
    const content = readEntry(entry);
    return content.ok && content.value.body.kind === 'audit'
      ? [`${content.value.body.audit.act}: ${content.value.body.audit.note}`]
      : [];
  });

it('writes the papers of the sale into a PDF, marked as copies', async () => {
  expect(await bench.refused({ command: 'savePdf' })).toBe('receipt.unknown');
  const receipt = await sell();
  await bench.act({ command: 'savePdf' });
  expect(files.map((file) => file.name)).toEqual([receipt]);
  expect(JSON.stringify(files[0]?.papers)).toContain('COPY');
});

it('says so where no PDF can be made', async () => {
  const bare = await makeSelling();
  await bare.act({ command: 'addProduct', product: hundred.id });
  await bare.act({ command: 'payCash', amount: minor(10_000) });
  expect(await bare.refused({ command: 'savePdf' })).toBe('pdf.none');
  endBench(bare);
});

it('asks head office for an e-mail by an entry of the journal', async () => {
  expect(await bench.refused({ command: 'emailReceipt', address: 'a@example.com' })).toBe(
    'receipt.unknown',
  );
  const receipt = await sell();
  for (const address of ['', 'nobody', 'a@b', 'a b@example.com', 'a@example.com,b@example.com']) {
    expect(await bench.refused({ command: 'emailReceipt', address })).toBe('email.address');
  }
  bench.line.turn('offline');
  await bench.act({ command: 'emailReceipt', address: ' a@example.com ' });
  expect(audits()).toEqual([`email: ${receipt} a@example.com`]);
  const mails = all<{ content: string }>(bench.db, 'SELECT content FROM journal').flatMap(
    ({ content }) => (content.includes('"mail"') ? [content] : []),
  );
  expect(mails).toHaveLength(1);
  expect(mails[0]).toContain('"kind":"receipt"');
});

it('promises no e-mail where head office cannot send any', async () => {
  await bench.feed('1070', [{ id: configuration.store, body: { ...configuration, email: false } }]);
  await sell();
  const wish = { command: 'emailReceipt', address: 'a@example.com' } as const;
  expect(await bench.refused(wish)).toBe('email.none');
  expect(audits()).toEqual([]);
});
