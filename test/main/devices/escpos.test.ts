/** The bytes of a paper, read as a printer would. */
import { describe, expect, it } from 'vitest';
import { drawerBytes, paperBytes, type PaperStyle } from '../../../main/devices/escpos.ts';
import { gbkBytes } from '../../../main/devices/gbk.ts';
import type { Paper, ReceiptText } from '../../../shared/receipt.ts';
import { paper } from './paper.ts';

const style: PaperStyle = { columns: 42, chinese: true, cut: true };
const withParts = (
  parts: readonly ReceiptText[],
  language: Paper['language'] = 'en-US',
): Paper => ({
  ...paper,
  language,
  parts,
});
/** Decoded as GB18030 (a superset of ASCII), without the commands for bold, code page and place. */
const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('gb18030').decode(bytes).replaceAll(/\p{Cc}[Eta]./gsu, '');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

it('begins afresh, cuts, and ends with the question whether it was printed', () => {
  const bytes = hex(paperBytes(paper, style));
  expect(bytes.startsWith('1b40')).toBe(true);
  expect(bytes).toContain('1d5601');
  expect(bytes.endsWith('1d7201')).toBe(true);
  expect(hex(paperBytes(paper, { ...style, cut: false }))).not.toContain('1d56');
});

it('prints each row of a paper, no wider than the roll', () => {
  const text = textOf(paperBytes(paper, style));
  for (const row of ['Harbour Street', 'COMPLETED OFFLINE', '-1,234.50', '9520004546553']) {
    expect(text).toContain(row);
  }
  const narrow = textOf(paperBytes(paper, { ...style, columns: 32 }));
  expect(narrow).toContain('-'.repeat(32));
  expect(narrow).not.toContain('-'.repeat(33));
});

it('makes the total high and the name of the store twice as large', () => {
  const bytes = hex(
    paperBytes(
      withParts([
        { part: 'title', text: 'Harbour' },
        { part: 'pair', left: 'Total', right: '$1.00', large: true, strong: true },
      ]),
      style,
    ),
  );
  expect(bytes).toContain('1d2111');
  expect(bytes).toContain('1d2101');
  expect(bytes).toContain('1b4501');
});

it('prints barcodes in Code 128, thinner when they are long', () => {
  const short = hex(
    paperBytes(withParts([{ part: 'barcode', value: 'R02-000483', caption: null }]), style),
  );
  expect(short).toContain('1d7703');
  expect(short).toContain(`1d6b490c${Buffer.from('{BR02-000483').toString('hex')}`);
  const long = withParts([{ part: 'barcode', value: '6035000000000000123', caption: null }]);
  // Set B for the odd first digit, then nine pairs in set C.
  expect(hex(paperBytes(long, style))).toContain('1d6b490e7b42367b43');
  expect(hex(paperBytes(long, { ...style, columns: 32 }))).toContain('1d7702');
});

describe('Chinese', () => {
  const pair = { part: 'pair', left: '合计', right: '¥12.00', large: true } as const;
  it('goes out in GB18030 with the two-byte mode on for its row alone', () => {
    const bytes = hex(paperBytes(withParts([pair], 'zh-CN'), style));
    expect(bytes).toContain(`1c26${Buffer.from(gbkBytes('合计')).toString('hex')}`);
    expect(bytes.match(/1c26/g)).toHaveLength(1);
    expect(bytes.match(/1c2e0a/g)).toHaveLength(1);
  });
  it('keeps columns, because each character takes two', () => {
    const text = textOf(paperBytes(withParts([pair], 'zh-CN'), style));
    expect(text).toContain(`合计${' '.repeat(42 - 4 - 7)}￥12.00`);
  });
  it('spells what the code page lacks so that the width stays', () => {
    const text = textOf(
      paperBytes(
        withParts([{ part: 'pair', left: '礼品卡 ···· 4417', right: '−50.00' }], 'zh-CN'),
        style,
      ),
    );
    expect(text).toContain('礼品卡 **** 4417');
    expect(text).toContain('-50.00');
  });
  it('prints question marks on a printer that does not know it', () => {
    const bytes = paperBytes(withParts([{ part: 'text', text: '茶 tea' }]), {
      ...style,
      chinese: false,
    });
    expect(hex(bytes)).not.toContain('1c26');
    expect(textOf(bytes)).toContain('? tea');
  });
  it('knows every character of the common set', () => {
    expect(gbkBytes('销售完成，小票')).toHaveLength(14);
    expect(gbkBytes('A\u{1f600}')).toEqual([0x41, 0x3f]);
  });
});

it('lets no text command the printer', () => {
  const bytes = hex(
    paperBytes(withParts([{ part: 'text', text: 'soap\u001bp\u0000\u0019\u0019' }]), style),
  );
  expect(bytes).not.toContain('1b7000');
});

it('opens the drawer with a pulse', () => {
  expect(hex(drawerBytes())).toContain('1b7000');
});
