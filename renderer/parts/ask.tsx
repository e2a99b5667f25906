/** Head office is being asked about a card; the cashier may give it up (Esc, handled by the screen). */
import { useActs, useView } from '../register.ts';
import { spanText } from '../text/format.ts';
import { Icon } from './icon.tsx';
import { InstrumentName } from './instrument-name.tsx';
import { Key } from './key.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

export function AskNotice() {
  const { ask } = useView('ask');
  return ask === null ? null : <Asking key={ask.since} />;
}

function Asking() {
  const { ask, language } = useView('ask', 'language');
  const { t } = useSpeech();
  const { send } = useActs();
  const now = useNow();
  const giveUp = () => send({ command: 'giveUp' });
  if (ask === null) return null;
  const waited = now.getTime() - new Date(ask.since).getTime();
  return (
    <section className="asking" aria-live="polite" aria-label={t('instrument.asking')}>
      <Icon name="clock" size={24} />
      <div>
        <strong>
          {t('instrument.asking')}
          {t('sell.colon')}
          <InstrumentName kind={ask.kind} last4={ask.last4} />
        </strong>
        <p>
          {t('instrument.askingText')}
          {t('sell.space')}
          {waited >= 1000 ? <span className="num">{spanText(waited, language)}</span> : null}
        </p>
      </div>
      <Key className="small" hint="Esc" onPress={giveUp}>
        {t('instrument.giveUp')}
      </Key>
    </section>
  );
}
