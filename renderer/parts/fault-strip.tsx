/** The quiet strip in the pane: the fault of the last act until the next one, or what happened by itself. */
import type { Fault } from '../../shared/fault.ts';
import { useActs, useFaultNotice, useView } from '../register.ts';
import { usePanel } from '../panel.tsx';
import { countText } from '../text/format.ts';
import { Icon } from './icon.tsx';
import { useSpeech } from './speech.tsx';

export function FaultStrip() {
  const view = useView('notice', 'unsettledCards', 'screen');
  const { fault, clear } = useFaultNotice();
  const { send } = useActs();
  const { t, language } = useSpeech();
  const { panel, open } = usePanel();
  const shown = fault ?? view.notice;
  const cards = view.unsettledCards;
  return (
    <div className="strips" role="alert">
      {shown === null ? null : (
        <div className={waitsForLine(shown) ? 'strip wait' : 'strip'}>
          <Icon name={waitsForLine(shown) ? 'pause' : 'info'} />
          <FaultSentence fault={shown} />
          <button
            type="button"
            className="quiet"
            aria-label={t('sell.close')}
            onClick={() => (fault === null ? send({ command: 'dismissRefusal' }) : clear())}
          >
            <Icon name="cross" size={20} />
          </button>
        </div>
      )}
      {shown === null && cards > 0 && panel === null && view.screen === 'sale' ? (
        <div className="strip">
          <Icon name="card" />
          <p>{t('cards.strip', { count: cards, number: countText(cards, language) })}</p>
          <button type="button" className="quiet" onClick={() => open({ panel: 'cardPayments' })}>
            {t('cards.look')}
          </button>
        </div>
      ) : null}
    </div>
  );
}

export function FaultSentence({ fault }: { readonly fault: Fault }) {
  const { say } = useSpeech();
  return <p>{say(fault)}</p>;
}

const lineFaults: readonly Fault['code'][] = [
  'instrument.offline',
  'channel.unreachable',
  'channel.disconnected',
  'realtime.unreachable',
  'completion.notAllowed',
  'completion.overAmount',
  'completion.overHours',
  'completion.overPending',
  'completion.unverified',
];
/** Amber belongs to the line alone. */
const waitsForLine = (fault: Fault): boolean => lineFaults.includes(fault.code);
