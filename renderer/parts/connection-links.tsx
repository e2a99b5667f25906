/** The line drawn large: this register, the channel, the real-time service, with what is known of each. */
import type { ReactNode } from 'react';
import type { ConnectionStatus } from '../../shared/bridge/query.ts';
import type { LinkFacts } from '../../shared/link.ts';
import { useView } from '../register.ts';
import { timeText } from '../../shared/notation.ts';
import { countText, spanText, tenthsText } from '../text/format.ts';
import { mistrust } from './channel-trust.ts';
import { useSpeech } from './speech.tsx';
import { UpdateNote } from './update-note.tsx';

type Props = { readonly status: ConnectionStatus };

export function ConnectionLinks({ status }: Props) {
  const { t } = useSpeech();
  const { state } = status.link;
  const channelCut = state === 'offline' || state === 'byHand';
  const channelWord =
    state === 'byHand'
      ? 'disconnected'
      : mistrust(status.link.channel) === null
        ? 'noAnswer'
        : 'mistrusted';
  const realtimeCut = channelCut || state === 'realtimeDown';
  return (
    <div className="links">
      <ThisRegister status={status} cut={channelCut} />
      <div className={channelCut ? 'node gone dimafter' : realtimeCut ? 'node cutafter' : 'node'}>
        <Dot cutAfter={realtimeCut && !channelCut} />
        <h2>{t('connection.channel')}</h2>
        <LinkWord good={!channelCut} bad={t(`connection.${channelWord}`)} />
        <LinkList facts={status.link.channel} status={status}>
          {channelCut ? <NextTry status={status} /> : null}
        </LinkList>
      </div>
      <div className={channelCut ? 'node far' : realtimeCut ? 'node gone' : 'node'}>
        <Dot cutAfter={false} />
        <h2>{t('connection.realtime')}</h2>
        <LinkWord good={!realtimeCut} bad={t('connection.notReachable')} />
        <LinkList facts={status.link.realtime} status={status} />
      </div>
    </div>
  );
}

const Dot = ({ cutAfter }: { readonly cutAfter: boolean }) => (
  <>
    <i className="d" />
    {cutAfter ? (
      <svg className="icon x" width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
        <path d="m8 19 8-14" />
      </svg>
    ) : null}
  </>
);

function LinkWord({ good, bad }: { readonly good: boolean; readonly bad: string }) {
  const { t } = useSpeech();
  return good ? <p className="ok">{t('connection.answering')}</p> : <p className="st">{bad}</p>;
}

function ThisRegister({ status, cut }: Props & { readonly cut: boolean }) {
  const { registerName, link } = useView('registerName', 'link');
  const { t, language } = useSpeech();
  const now = new Date(status.now);
  const { at, sound } = status.databaseChecked;
  const ahead = status.clockAhead;
  const clock =
    ahead === null
      ? t('connection.clockUnknown')
      : link.clockOff === null
        ? t('connection.clockOff', { seconds: tenthsText(ahead, language) })
        : t('connection.clockFar', { span: spanText(Math.abs(ahead), language) });
  return (
    <div className={cut ? 'node cutafter' : 'node'}>
      <Dot cutAfter={cut} />
      <h2>
        {t('connection.thisRegister')} <span className="num">{registerName}</span>
      </h2>
      <p className="ok">{t('connection.ownDatabase')}</p>
      <dl>
        <dt>{t('connection.database')}</dt>
        <dd className="num">
          {t(sound ? 'connection.sound' : 'connection.unsound', {
            time: timeText(at, now, language),
          })}
        </dd>
        <dt>{t('connection.clock')}</dt>
        <dd className="num">
          {clock}
          {link.clockOff === null ? null : (
            <span className="clocktext">{t('connection.clockText')}</span>
          )}
        </dd>
        <UpdateNote />
      </dl>
    </div>
  );
}

/** What the register calls its requests and failures, and the words for them. */
const linkWords: Readonly<Record<string, LinkWordKey | undefined>> = {
  heartbeat: 'heartbeat',
  hold: 'hold',
  inquire: 'inquire',
  push: 'push',
  feed: 'feed',
  answers: 'answers',
  lost: 'lost',
  'channel.unreachable': 'unreachable',
  'realtime.unreachable': 'noWay',
  'channel.pin': 'strangeKey',
  'channel.certificate': 'untrusted',
  'service.busy': 'busy',
};
type LinkWordKey =
  | 'heartbeat'
  | 'hold'
  | 'inquire'
  | 'push'
  | 'feed'
  | 'answers'
  | 'lost'
  | 'unreachable'
  | 'strangeKey'
  | 'untrusted'
  | 'busy'
  | 'noWay';

function LinkList(props: {
  readonly facts: LinkFacts;
  readonly status: ConnectionStatus;
  readonly children?: ReactNode;
}) {
  const { t, language } = useSpeech();
  const { facts, status } = props;
  const [afterTime, between] = language === 'zh-CN' ? [' ', '，'] : [', ', ', '];
  const say = (at: string | null, ...parts: readonly (string | null)[]) =>
    at === null
      ? t('connection.none')
      : [
          timeText(at, new Date(status.now), language, true),
          parts.filter((part) => part !== null && part !== '').join(between),
        ]
          .filter((part) => part !== '')
          .join(afterTime);
  /** "hold: channel.unreachable" in words; a code that has none is shown as it is, for this is the place of codes. */
  const told = (what: string | null): string[] =>
    (what ?? '').split(': ').map((part) => {
      const word = linkWords[part];
      return word === undefined ? part : t(`connection.${word}`);
    });
  const took =
    facts.lastSuccessMs === null
      ? null
      : `${countText(Math.round(facts.lastSuccessMs), language)}\u00a0ms`;
  return (
    <dl>
      <dt>{t('connection.lastSuccess')}</dt>
      <dd className="num">{say(facts.lastSuccess, ...told(facts.lastSuccessWhat), took)}</dd>
      <dt>{t('connection.lastError')}</dt>
      <dd className="num">{say(facts.lastError, ...told(facts.lastErrorWhat))}</dd>
      {props.children}
    </dl>
  );
}

function NextTry({ status }: Props) {
  const { t } = useSpeech();
  const { nextTry } = status.link;
  const seconds =
    nextTry === null
      ? null
      : Math.max(
          0,
          Math.ceil((new Date(nextTry).getTime() - new Date(status.now).getTime()) / 1000),
        );
  return (
    <>
      <dt>{t('connection.nextTry')}</dt>
      <dd className="num">
        {seconds === null ? t('connection.none') : t('connection.inSeconds', { seconds })}
      </dd>
    </>
  );
}
