/** Operations on past sales: the journal, and what is printed of a sale again. */
import { sellers, works, type Operation } from './operation.ts';

const row = {
  roles: sellers,
  overridable: true,
  offline: works,
  where: ['shift', 'sale', 'receipt'],
} as const;

export const journalOperations = [
  {
    ...row,
    key: 'showJournal',
    id: 115,
    name: { en: 'Show journal', zh: '显示日志' },
    commands: [],
    queries: ['journal', 'journalSale'],
    keys: 'Ctrl+F11',
  },
  {
    ...row,
    key: 'reprintReceipt',
    id: 9020,
    name: { en: 'Reprint receipt', zh: '重印小票' },
    commands: ['reprint'],
  },
  {
    ...row,
    key: 'giftReceipt',
    id: 9021,
    name: { en: 'Gift receipt', zh: '礼品小票' },
    commands: ['giftReceipt'],
  },
] as const satisfies readonly Operation[];
