/** Which version of the register this is, and the newer one that waits, with what it waits for. Nothing is to be done about it. */
import type { UpdateWait } from '../../shared/update.ts';
import { useView } from '../register.ts';
import { useSpeech } from './speech.tsx';

const words = {
  asking: 'updateAsking',
  cart: 'updateCart',
  unsent: 'updateUnsent',
  busy: 'updateBusy',
  window: 'updateWindow',
} as const satisfies Record<UpdateWait, string>;

export function UpdateNote() {
  const { version, update } = useView('version', 'update');
  const { t } = useSpeech();
  return (
    <>
      <dt>{t('connection.program')}</dt>
      <dd className="num">
        {t('connection.programVersion', { version })}
        {update === null ? null : (
          <span className="clocktext">
            {t(`connection.${update.waits === null ? 'updateNow' : words[update.waits]}`, update)}
          </span>
        )}
      </dd>
    </>
  );
}
