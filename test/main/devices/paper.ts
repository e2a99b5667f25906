/** A paper with every part. */
import { minor } from '../../../shared/money.ts';
import { fail } from '../../../shared/fault.ts';
import type { Paper } from '../../../shared/receipt.ts';
import type { DrawRows } from '../../../main/devices/raster.ts';

/** For printers that have all signs themselves. */
export const drawsNothing: DrawRows = async () => fail('printer.error');

export const paper: Paper = {
  kind: 'receipt',
  language: 'en-US',
  currency: 'USD',
  at: '2026-11-22T11:05:00.000Z',
  value: minor(4622),
  parts: [
    { part: 'title', text: 'Harbour Street' },
    { part: 'rule' },
    { part: 'text', text: 'Hand soap, bay leaf, 300 ml, refilled for the whole of a long winter' },
    { part: 'pair', left: '9520004546553', right: '12.30' },
    { part: 'pair', left: '其中增值税 13%', right: '34.40' },
    { part: 'pair', left: 'A label that is far too long for the row', right: '\u22121,234.50' },
    { part: 'value', label: 'Value', value: '$13.78' },
    { part: 'box', title: 'COMPLETED OFFLINE', text: 'Line down 10:47, to be settled' },
    { part: 'barcode', value: 'R02-000483', caption: 'R02-000483' },
    { part: 'centre', text: '限用一次，余额另开新单。请如现金般保管。限用一次，余额另开新单。' },
  ],
};
