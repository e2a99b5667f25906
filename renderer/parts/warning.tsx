/**
 * The disconnect warning. It hangs from the header over the right half, takes no focus, and lets every key and scan through; see
 * `warningAnswer` in `keys.ts`.
 */
import type { HeldView } from '../../shared/bridge/view.ts';
import { add, zero } from '../../shared/money.ts';
import { useWarningKeys } from '../keyboard.tsx';
import { waitingHeld } from '../link.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { timeText } from '../../shared/notation.ts';
import { Icon, type IconName } from './icon.tsx';
import { InstrumentName } from './instrument-name.tsx';
import { Key, MainKey } from './key.tsx';
import { LineDrawing } from './line-drawing.tsx';
import { Money } from './money.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

export function Warning() {
  const { warning } = useView('warning');
  return warning === null ? null : <WarningNotice key={warning.since} />;
}

function WarningNotice() {
  const view = useView('cart', 'screen');
  const { send } = useActs();
  const { t } = useSpeech();
  const { open } = usePanel();
  const waiting = waitingHeld(view);
  const dismiss = () => send({ command: 'dismissWarning' });
  const remove = () => {
    dismiss();
    if (waiting === undefined) return;
    const { tender, line } = waiting;
    if (tender !== null) send({ command: 'removeTender', tender });
    else if (line !== null) send({ command: 'voidLine', line });
  };
  const connection = () => {
    dismiss();
    open({ panel: 'connection' });
  };
  useWarningKeys({ waits: waiting !== undefined, dismiss, remove });
  const card = waiting?.kind === 'giftCard';
  return (
    <>
      <div className="veil" />
      <section
        className="notice"
        role="alertdialog"
        aria-modal="false"
        aria-labelledby="warning-title"
      >
        <Saying />
        <Verdict waiting={waiting} />
        <Still />
        <div className="acts">
          {waiting === undefined ? (
            <>
              <MainKey hint="F12" onPress={dismiss}>
                {t(view.screen === 'signIn' ? 'warning.continueSignIn' : 'warning.continue')}
              </MainKey>
              <Key hint="F10" onPress={connection}>
                {t('warning.connection')}
              </Key>
            </>
          ) : (
            <>
              <MainKey hint="F12" onPress={dismiss}>
                {t(card ? 'warning.keep' : 'warning.keepMemo')}
              </MainKey>
              <Key hint="F8" onPress={remove}>
                {t(card ? 'warning.remove' : 'warning.removeMemo')}
              </Key>
              <Key hint="F10" onPress={connection}>
                {t('warning.status')}
              </Key>
            </>
          )}
        </div>
        {view.screen === 'sale' ? (
          <div className="scanon">
            <Icon name="barcode" size={20} />
            <span>{t('warning.scanning')}</span>
          </div>
        ) : null}
      </section>
    </>
  );
}

function Saying() {
  const { warning, link } = useView('warning', 'link');
  const { t, language } = useSpeech();
  const now = useNow(60_000);
  if (warning === null) return null;
  const kind =
    warning.state === 'realtimeDown' ? 'Realtime' : warning.state === 'byHand' ? 'ByHand' : '';
  return (
    <div className="say">
      <LineDrawing state={warning.state} />
      <div>
        <h1 id="warning-title">{t(`warning.title${kind}`)}</h1>
        <p className="num">
          {t(`warning.text${kind}`, {
            time: timeText(warning.since, now, language, true),
            seconds: Math.round(link.reconnectEvery / 1000),
          })}
        </p>
      </div>
    </div>
  );
}

/** What the loss means for the sale on the screen. */
function Verdict({ waiting }: { readonly waiting: HeldView | undefined }) {
  const { cart } = useView('cart');
  const { t } = useSpeech();
  if (cart === null) return null;
  const [first] = cart.held;
  if (waiting !== undefined) return <MustWait held={waiting} />;
  if (first !== undefined) return <MayFinish held={first} />;
  return (
    <div className="verdict plain">
      <h2>{t('warning.plainTitle')}</h2>
      <p>{t('warning.plainText')}</p>
    </div>
  );
}

/** Each instrument in the sale, with what it pays. */
function HeldTops() {
  const { cart } = useView('cart');
  const { t } = useSpeech();
  // The sentence has the card's name in its middle, where the languages differ.
  const [before, after] = t('warning.thisSale', { what: '\u0000' }).split('\u0000');
  return cart?.held.map((held) => (
    <div className="top" key={`${held.tender ?? ''} ${held.line ?? ''}`}>
      <Icon name="lock" />
      <span>
        {before}
        <InstrumentName kind={held.kind} last4={held.last4} />
        {after}
      </span>
      <Money amount={held.amount} />
    </div>
  ));
}

function MayFinish({ held }: { readonly held: HeldView }) {
  const { t, language } = useSpeech();
  const now = useNow(60_000);
  return (
    <div className="verdict">
      <HeldTops />
      <h2>{t('warning.mayTitle')}</h2>
      <p>
        {t(held.kind === 'giftCard' ? 'warning.mayGiftCard' : 'warning.mayCreditMemo', {
          time: timeText(held.lockedSince, now, language),
          version: held.parameterVersion,
        })}
      </p>
    </div>
  );
}

function MustWait({ held }: { readonly held: HeldView }) {
  const { cart } = useView('cart');
  const { t, say } = useSpeech();
  const card = held.kind === 'giftCard';
  const [before, after] = t('warning.removeText', { amount: '\u0000' }).split('\u0000');
  const otherwise = held.tender === null ? zero : held.amount;
  const text =
    held.waits === null || held.waits.code === 'completion.notAllowed'
      ? t(card ? 'warning.notGiftCard' : 'warning.notCreditMemo', {
          version: held.parameterVersion,
        })
      : t('warning.notBecause', { reason: say(held.waits) });
  return (
    <div className="verdict not">
      <HeldTops />
      <h2>{t(card ? 'warning.notTitleGiftCard' : 'warning.notTitleCreditMemo')}</h2>
      <p>{text}</p>
      <div className="ways">
        <div>
          <strong>{t('warning.keepTitle')}</strong>
          <p>{t('warning.keepText')}</p>
        </div>
        <div>
          <strong>{t('warning.removeTitle')}</strong>
          <p>
            {before}
            <Money amount={add(cart?.totals.due ?? zero, otherwise)} />
            {after}
          </p>
        </div>
      </div>
    </div>
  );
}

const works = ['warning.works1', 'warning.works2', 'warning.works3'] as const;
const waits = ['warning.waits1', 'warning.waits2', 'warning.waits3'] as const;

function Still() {
  const { warning } = useView('warning');
  const { t } = useSpeech();
  const row = (icon: IconName, text: string) => (
    <li key={text}>
      <Icon name={icon} size={18} />
      <span>{text}</span>
    </li>
  );
  // Without the real-time service alone, sales are still sent.
  const waiting = warning?.state === 'realtimeDown' ? waits.slice(0, 2) : waits;
  return (
    <div className="still">
      <div>
        <h3>{t('warning.works')}</h3>
        <ul>{works.map((key) => row('check', t(key)))}</ul>
      </div>
      <div>
        <h3>{t('warning.waits')}</h3>
        <ul>{waiting.map((key) => row('pause', t(key)))}</ul>
      </div>
    </div>
  );
}
