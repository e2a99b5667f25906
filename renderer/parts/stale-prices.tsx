/** Says how old prices are when this register has not heard for a day that they are the newest. It sells on. */
import { timeText } from '../../shared/notation.ts';
import { useView } from '../register.ts';
import { Icon } from './icon.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

/** Milliseconds that need no word. */
const fresh = 24 * 60 * 60_000;

export function StalePrices() {
  const { knownAt } = useView('knownAt');
  const now = useNow(60_000);
  const { t, language } = useSpeech();
  if (knownAt === null || now.getTime() - new Date(knownAt).getTime() < fresh) return null;
  return (
    <output className="stale num">
      <Icon name="clock" size={18} />
      {t('goods.staleTitle', { time: timeText(knownAt, now, language) })}
    </output>
  );
}
