/** A held instrument in the cart column: the band on its left is the lock, broken while the sale must wait. */
import type { HeldView } from '../../shared/bridge/view.ts';
import { reachesState } from '../link.ts';
import { useView } from '../register.ts';
import { negate, type Minor } from '../../shared/money.ts';
import { isInstrumentTender, type Tender } from '../../shared/tender.ts';
import { timeText } from '../../shared/notation.ts';
import { Icon } from './icon.tsx';
import { InstrumentName } from './instrument-name.tsx';
import { Figure } from './money.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';
import { tenderIcon, useTenderText } from './tender-name.tsx';

export type HeldVerdict = 'locked' | 'may' | 'not';

/** What the sale may do with the instrument at this state of the line. */
export const heldVerdict = (held: HeldView, reachesRealtime: boolean): HeldVerdict =>
  held.waits !== null ? 'not' : reachesRealtime ? 'locked' : 'may';

export function HeldVerdictText({ held }: { readonly held: HeldView }) {
  const { link, language } = useView('link', 'language');
  const { t } = useSpeech();
  const now = useNow(60_000);
  switch (heldVerdict(held, reachesState(link.state))) {
    case 'locked':
      return t('instrument.lockedSince', { time: timeText(held.lockedSince, now, language) });
    case 'may':
      return (
        <>
          <Icon name="check" /> <span>{t('instrument.mayFinish')}</span>
        </>
      );
    case 'not':
      return (
        <>
          <Icon name="pause" /> <span>{t('instrument.waits')}</span>
        </>
      );
  }
}

export function HeldTile({ held }: { readonly held: HeldView }) {
  const { link } = useView('link');
  const verdict = heldVerdict(held, reachesState(link.state));
  return (
    <div className={verdict === 'locked' ? 'held' : `held ${verdict}`}>
      <Icon name="lock" />
      <div className="what">
        <span className="name">
          <InstrumentName kind={held.kind} last4={held.last4} />
        </span>
        <span className="meta">
          <HeldVerdictText held={held} />
        </span>
      </div>
      <Figure amount={negate(held.amount)} className="sum" />
    </div>
  );
}

/** Money already given, when the cashier is back in the sale. */
export function GivenTile({ tender }: { readonly tender: Tender }) {
  const tenderText = useTenderText();
  if (isInstrumentTender(tender)) return null;
  const amount: Minor = negate(tender.amount);
  return (
    <div className="held given">
      <Icon name={tenderIcon(tender)} />
      <div className="what">
        <span className="name">{tenderText(tender).what}</span>
      </div>
      <Figure amount={amount} className="sum" />
    </div>
  );
}
