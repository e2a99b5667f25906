/** Views of shifts, of the journal and of a return by receipt. */
import type { View } from '../../../shared/bridge/view.ts';
import { at, price } from './sample-sale.ts';
import type { Scene } from './scene.ts';

export function shiftScenes(sale: View) {
  const { language } = sale;
  const open = {
    required: true,
    open: {
      id: 'shift-7',
      name: 'R02-S0007',
      since: at('08:02'),
      openedBy: { en: 'Mei Lin', zh: '林梅' },
      drawer: price(language, 45_040, 286_050),
    },
    waiting: 2,
  } as const;
  const selling: View = { ...sale, cart: null, shift: open };
  const before: View = {
    ...sale,
    screen: 'shift',
    cart: null,
    shift: { required: true, open: null, waiting: 2 },
  };
  return {
    'shift-open': { now: '08:01', view: before },
    shift: { now: '10:42', view: selling, panel: { panel: 'shift' } },
    'shift-earlier': { now: '10:42', view: selling, panel: { panel: 'earlierShifts' } },
    'shift-count': {
      now: '17:30',
      view: selling,
      panel: { panel: 'countShift', shift: null },
    },
    'shift-close': {
      now: '17:31',
      view: selling,
      panel: { panel: 'countShift', shift: 'shift-6' },
    },
    'shift-count-foreign': {
      now: '17:30',
      view: selling,
      panel: { panel: 'countShift', shift: 'shift-8' },
    },
    'shift-z-foreign': {
      now: '17:32',
      view: before,
      panel: { panel: 'shiftReport', shift: 'shift-9' },
    },
    'shift-z': { now: '17:32', view: before, panel: { panel: 'shiftReport', shift: 'shift-4' } },
    'bank-drop': { now: '15:00', view: selling, panel: { panel: 'cash', command: 'bankDrop' } },
    journal: { now: '11:30', view: selling, panel: { panel: 'journal' } },
    'return-receipt': {
      now: '11:30',
      view: selling,
      panel: { panel: 'return', line: null, receipt: 'R02-000483' },
    },
  } as const satisfies Readonly<Record<string, Scene>>;
}
