/** The Z of a closed shift on the screen, whether it is final, and printing it again. */
import { useId, useMemo } from 'react';
import type { ShiftId } from '../../shared/shift.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswer, useView } from '../register.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { Finality } from './shift-rows.tsx';
import { Slip } from './slip.tsx';
import { useSpeech } from './speech.tsx';

export function ShiftReportPanel({ shift }: { readonly shift: ShiftId }) {
  const { revision } = useView('revision');
  const { close } = usePanel();
  const { send } = useActs();
  const { t } = useSpeech();
  const titleId = useId();
  const query = useMemo(() => ({ query: 'shiftReport' as const, shift }), [shift]);
  const answer = useAnswer<'shiftReport'>(query, revision);
  const report = answer?.ok === true ? answer.value : null;
  return (
    <Dialog
      className="dialog"
      titleId={titleId}
      keys={{ forward: close, close, printAgain: () => send({ command: 'reprintZ', shift }) }}
      title={
        <div className="dh calm">
          <div className="ic">
            <Icon name="printer" size={26} />
          </div>
          <div>
            <h1 id={titleId} className="num">
              {t('shift.title')} {report?.row.name ?? ''}
            </h1>
          </div>
          <div className="gap" />
          {report === null ? null : <Finality row={report.row} />}
        </div>
      }
    >
      <div className="db shiftslip">{report === null ? null : <Slip paper={report.paper} />}</div>
      <div className="df">
        <MainKey hint="F12" onPress={close}>
          {t('shift.done')}
        </MainKey>
        <Key onPress={() => send({ command: 'reprintZ', shift })}>
          <Icon name="printer" size={20} />
          {t('shift.printZ')}
        </Key>
      </div>
    </Dialog>
  );
}
