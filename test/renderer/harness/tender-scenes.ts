/** Views of the panels about money, and of what needs another person's approval. */
import type { View } from '../../../shared/bridge/view.ts';
import { minor } from '../../../shared/money.ts';
import type { Scene } from './scene.ts';

export function tenderScenes(sale: View, payment: View, receipt: View) {
  const cash = (command: 'floatEntry' | 'tenderRemoval' | 'safeDrop') =>
    ({ now: '15:00', view: sale, panel: { panel: 'cash', command } }) as const;
  return {
    memo: {
      now: '10:43',
      view: payment,
      panel: { panel: 'instrument', kind: 'creditMemo', amount: null, draft: null },
    },
    check: { now: '10:43', view: payment, panel: { panel: 'check', amount: minor(6610) } },
    currency: { now: '10:43', view: payment, panel: { panel: 'currency' } },
    email: { now: '11:05', view: receipt, panel: { panel: 'email' } },
    'float-entry': cash('floatEntry'),
    'tender-removal': cash('tenderRemoval'),
    'safe-drop': cash('safeDrop'),
    'more-line': { now: '10:41', view: sale, panel: { panel: 'more', line: 6 } },
    'return-unknown': { now: '11:30', view: sale, panel: { panel: 'return', line: null } },
    'comment-sale': { now: '10:41', view: sale, panel: { panel: 'comment', line: null } },
    'tax-sale': { now: '10:41', view: sale, panel: { panel: 'tax', line: null } },
  } as const satisfies Readonly<Record<string, Scene>>;
}
