/** Views of a register that nobody can sell at yet: the first start, as IT meets it, and a start that failed. */
import { waitingView } from '../../../main/app/waiting.ts';
import { fault, type Fault } from '../../../shared/fault.ts';
import type { Language } from '../../../shared/identity.ts';
import { at } from './sample-sale.ts';
import type { Scene } from './scene.ts';

export function firstScenes(language: Language) {
  const now = '08:00';
  const before = (trouble: Fault | null) =>
    waitingView({ revision: 1, version: '1.0', language, since: at('07:59'), trouble });
  return {
    starting: { now, view: before(null) },
    'first-run': { now, view: before(fault('activation.needed')) },
    'first-code': { now, view: before(fault('activation.code')) },
    'first-wait': { now, view: before(fault('activation.wait', { until: at('08:15') })) },
    'first-line': { now, view: before(fault('channel.unreachable')) },
    'first-pin': { now, view: before(fault('channel.pin')) },
    'trouble-another': {
      now,
      view: before(
        fault('register.another', { register: 'R-02', store: 'S-01', expected: 'R-07, S-01' }),
      ),
    },
    'trouble-denied': { now, view: before(fault('folder.denied', { place: 'register.db' })) },
    trouble: { now, view: before(fault('database.damaged')) },
    'trouble-bundle': {
      now,
      view: before(fault('keystore.lost')),
      deeds: [{ touch: '.trouble .acts button' }],
    },
  } as const satisfies Readonly<Record<string, Scene>>;
}
