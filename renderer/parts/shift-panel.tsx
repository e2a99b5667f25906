/** The shift: what can be done with the drawer, its X on the screen, and the shifts before it. */
import { useId, useMemo } from 'react';
import { timeText } from '../../shared/notation.ts';
import { usePanel, type CashPanel } from '../panel.tsx';
import { useActs, useAnswer, useFaultNotice, useView } from '../register.ts';
import { Dialog } from './dialog.tsx';
import { FaultSentence } from './fault-strip.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey, QuietKey } from './key.tsx';
import { useNow } from './now.ts';
import { ShiftRows, useShifts } from './shift-rows.tsx';
import { Slip } from './slip.tsx';
import { useSpeech } from './speech.tsx';

export function ShiftPanel() {
  const { shift } = useView('shift');
  const { close, open } = usePanel();
  const { t, name, language } = useSpeech();
  const titleId = useId();
  const now = useNow(60_000);
  const forward = () => (shift.open ? open({ panel: 'countShift', shift: null }) : close());
  return (
    <Dialog
      className="window"
      titleId={titleId}
      keys={{ forward, close }}
      title={
        <div className="title">
          <h1 id={titleId}>
            {t('shift.title')} <span className="num">{shift.open?.name ?? ''}</span>
          </h1>
          <span className="num since">
            {shift.open === null
              ? t('shift.noShift')
              : t('shift.since', {
                  time: timeText(shift.open.since, now, language),
                  name: name(shift.open.openedBy),
                })}
          </span>
          <div className="gap" />
          <QuietKey hint="Esc" onPress={close}>
            {t('sell.close')}
          </QuietKey>
        </div>
      }
    >
      {shift.open === null ? <Earlier /> : <Open onCount={forward} />}
    </Dialog>
  );
}

const cash: readonly CashPanel['command'][] = [
  'floatEntry',
  'tenderRemoval',
  'safeDrop',
  'bankDrop',
];

function Open({ onCount }: { readonly onCount: () => void }) {
  const { close, open } = usePanel();
  const { attempt, send } = useActs();
  const { raise } = useFaultNotice();
  const { t } = useSpeech();
  const leave = (command: 'suspendShift' | 'blindCloseShift') => {
    const act = async () => {
      const result = await attempt({ command });
      if (result.ok) close();
      else raise(result.fault);
    };
    void act();
  };
  return (
    <div className="shiftbody">
      <div className="shiftacts">
        {cash.map((command) => (
          <Key key={command} onPress={() => open({ panel: 'cash', command })}>
            {t(`shift.${command}`)}
          </Key>
        ))}
        <Key onPress={() => send({ command: 'printX' })}>
          <Icon name="printer" size={20} />
          {t('shift.printX')}
        </Key>
        <Key onPress={() => open({ panel: 'earlierShifts' })}>{t('shift.earlier')}</Key>
        <Key onPress={() => leave('suspendShift')}>{t('shift.suspend')}</Key>
        <Key onPress={() => leave('blindCloseShift')}>{t('shift.blindClose')}</Key>
        <Faulted />
        <MainKey className="wide" hint="F12" onPress={onCount}>
          {t('shift.countTitle')}
        </MainKey>
      </div>
      <XReport />
    </div>
  );
}

/** A refusal is told where it was met: the strip of the screen lies under the window. */
function Faulted() {
  const { fault } = useFaultNotice();
  return fault === null ? null : (
    <div className="fieldfault wide" role="alert">
      <FaultSentence fault={fault} />
    </div>
  );
}

function XReport() {
  const { revision } = useView('revision');
  const query = useMemo(() => ({ query: 'shiftReport' as const, shift: null }), []);
  const answer = useAnswer<'shiftReport'>(query, revision);
  return (
    <div className="shiftslip">
      {answer?.ok === true ? <Slip paper={answer.value.paper} /> : null}
    </div>
  );
}

/** Shifts that wait and that were closed, when none is open or when asked for. */
export function EarlierShifts() {
  const { close, open } = usePanel();
  const { shift } = useView('shift');
  const { t } = useSpeech();
  const titleId = useId();
  const back = () => (shift.open ? open({ panel: 'shift' }) : close());
  return (
    <Dialog
      className="window"
      titleId={titleId}
      keys={{ forward: back, close: back }}
      title={
        <div className="title">
          <h1 id={titleId}>{t('shift.earlier')}</h1>
          <div className="gap" />
          <QuietKey hint="Esc" onPress={back}>
            {t('shift.back')}
          </QuietKey>
        </div>
      }
    >
      <Earlier titled />
    </Dialog>
  );
}

/** `titled`: the window above it says already that these are the earlier ones. */
function Earlier({ titled = false }: { readonly titled?: boolean }) {
  const { t } = useSpeech();
  const shifts = useShifts();
  const headed = !titled || (shifts?.waiting.length ?? 0) > 0;
  return (
    <div className="shiftlist">
      {shifts !== undefined && shifts.waiting.length > 0 ? (
        <>
          <h2>{t('shift.waiting')}</h2>
          <ShiftRows rows={shifts.waiting} none="" />
        </>
      ) : null}
      {headed ? <h2>{t('shift.earlier')}</h2> : null}
      <ShiftRows rows={shifts?.closed ?? []} none={t('shift.noneEarlier')} />
      <Faulted />
    </div>
  );
}
