import { expect, test } from 'vitest';
import { readJournalFile, writeJournalFile } from '../../shared/wire/journalfile.ts';

const header = { register: 'R-01', exportedAt: '2026-11-29T10:00:00.000Z', program: '1.0.0' };
const entries = ['a', 'b'].map((letter) => ({
  hash: letter.repeat(64),
  content: `{"${letter}":1}`,
}));
const text = writeJournalFile(header, entries);

test('reads what it wrote, with the line ends of any system', () => {
  for (const one of [text, text.replaceAll('\n', '\r\n')])
    expect(readJournalFile(one)).toMatchObject({
      ok: true,
      value: { header: { ...header, entries: 2 }, entries },
    });
});

test.each([
  ['another text', 'hello', 1],
  ['nothing', '', 1],
  ['a file that was cut off between two lines', `${text.split('\n').slice(0, 2).join('\n')}\n`, 0],
  ['a file that was cut off in a line', text.slice(0, -20), 3],
  ['a later version', text.replace('"version":1', '"version":2'), 1],
])('refuses %s', (_name, given, line) => {
  expect(readJournalFile(given)).toMatchObject({
    ok: false,
    fault: { code: 'wire.malformed', data: { line } },
  });
});
