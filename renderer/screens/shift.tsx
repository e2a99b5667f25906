/** Between sign-in and the first sale: a shift is opened with its float, or one that waits is gone on with. */
import { useState } from 'react';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { useCashCount } from '../cash-count.ts';
import { useKeys } from '../keyboard.tsx';
import { usePanel } from '../panel.tsx';
import { CashTable } from '../parts/cash-count.tsx';
import { FaultStrip } from '../parts/fault-strip.tsx';
import { Icon } from '../parts/icon.tsx';
import { MainKey, QuietKey } from '../parts/key.tsx';
import { useOnce } from '../parts/once.ts';
import { useScanTaker } from '../parts/scanner.ts';
import { ShiftRows, useShifts } from '../parts/shift-rows.tsx';
import { useSpeech } from '../parts/speech.tsx';
import { useActs } from '../register.ts';

export function ShiftScreen() {
  const { attempt } = useActs();
  const { open } = usePanel();
  const { t, currency } = useSpeech();
  const once = useOnce();
  const count = useCashCount(currency);
  const [fault, setFault] = useState<Fault | null>(null);
  const shifts = useShifts();
  const begin = async () => {
    if (count.amount === undefined) return setFault(faultOf('amount.invalid'));
    const { amount, counts } = count;
    const result = await attempt({ command: 'openShift', amount, counts: [...counts] });
    setFault(result.ok ? null : result.fault);
  };
  const forward = () => once(begin);
  useKeys('none', {
    forward,
    shift: () => open({ panel: 'shift' }),
    journal: () => open({ panel: 'journal' }),
  });
  // Nothing is sold before a shift is open: a scan here means nothing.
  useScanTaker(() => undefined);
  return (
    <div className="shiftopen">
      <section className="shiftside">
        <h1>{t('shift.openTitle')}</h1>
        <p className="lead">{t('shift.openLead')}</p>
        <h2>{t('shift.waiting')}</h2>
        <ShiftRows rows={shifts?.waiting ?? []} none={t('shift.noneWaiting')} />
        <div className="gap" />
        <div className="belows">
          <QuietKey hint="F11" onPress={() => open({ panel: 'shift' })}>
            <Icon name="clock" size={20} />
            {t('shift.earlier')}
          </QuietKey>
          <QuietKey hint="Ctrl+F11" onPress={() => open({ panel: 'journal' })}>
            <Icon name="registers" size={20} />
            {t('journal.title')}
          </QuietKey>
          <QuietKey hint="F10" onPress={() => open({ panel: 'connection' })}>
            <Icon name="plug" size={20} />
            {t('person.connection')}
          </QuietKey>
        </div>
      </section>
      <section className="countside">
        <CashTable count={count} fault={fault} />
        <MainKey className="enter" hint="F12" onPress={forward}>
          {t('shift.open')}
        </MainKey>
        <p className="works">{t('shift.works')}</p>
        <FaultStrip />
      </section>
    </div>
  );
}
