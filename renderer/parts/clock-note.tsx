/** Beside the time: that this register's clock is off, by how much, and the way to what can be done. Receipts carry this time. */
import { usePanel } from '../panel.tsx';
import { useView } from '../register.ts';
import { spanText } from '../text/format.ts';
import { Icon } from './icon.tsx';
import { useSpeech } from './speech.tsx';

export function ClockNote() {
  const { link, language } = useView('link', 'language');
  const { t } = useSpeech();
  const { open } = usePanel();
  if (link.clockOff === null) return null;
  const span = spanText(Math.abs(link.clockOff), language);
  const told = t(link.clockOff > 0 ? 'connection.clockFast' : 'connection.clockSlow', { span });
  return (
    <>
      <button type="button" className="clockoff" onClick={() => open({ panel: 'connection' })}>
        <Icon name="clock" size={18} />
        {told}
      </button>
      <output className="unseen">{told}</output>
    </>
  );
}
