/** The status header: where we are, how the line is, what waits to be sent, the time, who sells. */
import { Trans } from 'react-i18next';
import { useKeys } from '../keyboard.tsx';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { initials, timeText } from '../../shared/notation.ts';
import { clockText, countText } from '../text/format.ts';
import { ClockNote } from './clock-note.tsx';
import { Icon } from './icon.tsx';
import { Hint } from './key.tsx';
import { LineDrawing } from './line-drawing.tsx';
import { Money } from './money.tsx';
import { useMinute } from './now.ts';
import { useSpeech } from './speech.tsx';

/** Class names of the design for the states of the line. */
const stateClass = {
  online: 'online',
  realtimeDown: 'realtime',
  offline: 'offline',
  byHand: 'byhand',
} as const;

export function Header() {
  const view = useView('registerName', 'language', 'link', 'store', 'training', 'staff', 'pending');
  const { t, name } = useSpeech();
  const { open, close } = usePanel();
  const { send } = useActs();
  const openConnection = () => open({ panel: 'connection' });
  // A machine that is not a register yet has no line to speak of.
  const isRegister = view.registerName !== '';
  useKeys('none', {
    ...(isRegister ? { connection: openConnection } : {}),
    lock: () => {
      close();
      send({ command: 'lock' });
    },
  });
  const { language } = view;
  const now = useMinute();
  return (
    <header className={`head ${isRegister ? stateClass[view.link.state] : ''}`.trim()}>
      <div className="place">
        <Mark />
        <div className="store">
          <strong>{name(view.store)}</strong>
          <span className="reg num">{view.registerName}</span>
        </div>
        {view.training === null ? null : (
          <strong className="practising">{t('training.mark')}</strong>
        )}
      </div>
      {isRegister ? <LineKey onPress={openConnection} /> : null}
      {view.staff === null && view.pending.count === 0 ? null : <Pending />}
      <div className="gap" />
      <ClockNote />
      <time className="num">{clockText(now, language)}</time>
      <Person />
    </header>
  );
}

/** How the line is, since when; it opens Connection status. */
function LineKey({ onPress }: { readonly onPress: () => void }) {
  const { language, link } = useView('language', 'link');
  const { t, name } = useSpeech();
  const { panel } = usePanel();
  const now = useMinute();
  const { state, since, byHand } = link;
  const time = timeText(since, now, language);
  const detail =
    state === 'online'
      ? null
      : state === 'byHand' && byHand !== null
        ? t('header.byPerson', { name: name(byHand), time })
        : t('header.since', { time });
  const said = [t(`header.${state}`), detail].filter(Boolean).join(' ');
  return (
    <>
      <button
        type="button"
        className={`state ${stateClass[state]}`}
        aria-expanded={panel?.panel === 'connection'}
        aria-keyshortcuts="F10"
        onClick={onPress}
      >
        <span className="unseen">{t('header.status', { state: said })}</span>
        <LineDrawing state={state} />
        <strong aria-hidden="true">{t(`header.${state}`)}</strong>
        {detail === null ? null : (
          <span className="since num" aria-hidden="true">
            {detail}
          </span>
        )}
        <Hint of="F10" />
      </button>
      <output className="unseen">{said}</output>
    </>
  );
}

function Pending() {
  const { pending, language } = useView('pending', 'language');
  const { t } = useSpeech();
  if (pending.count === 0) {
    return (
      <div className="wait">
        <Icon name="check" size={18} />
        <span>{t('header.allSent')}</span>
      </div>
    );
  }
  return (
    <div className="wait">
      <Icon name="up" size={18} />
      <span>
        <Trans
          i18nKey="header.toSend"
          values={{ number: countText(pending.count, language) }}
          components={{ b: <b className="num" /> }}
        />
      </span>
      <Money amount={pending.value} />
    </div>
  );
}

function Person() {
  const { staff } = useView('staff');
  const { t, name } = useSpeech();
  const { panel, open } = usePanel();
  if (staff === null) return null;
  const said = name(staff.name);
  return (
    <button
      type="button"
      className="who"
      aria-haspopup="dialog"
      aria-expanded={panel?.panel === 'person'}
      onClick={() => open({ panel: 'person' })}
    >
      <span className="unseen">{t('header.person', { name: said })}</span>
      <span className="face" aria-hidden="true">
        {initials(said)}
      </span>
      <span className="name" aria-hidden="true">
        {said}
      </span>
      <Icon name="down" size={16} />
    </button>
  );
}

const Mark = () => (
  <svg className="mark" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
    <rect width="28" height="28" rx="7" />
    <path d="M9.5 5.5v17M9.5 14c0-6 9.5-6.5 9.5 0v3.5M15.7 18h6.6" />
  </svg>
);
