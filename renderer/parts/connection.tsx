/** The Connection status window: both links, what waits to be sent, and the data on this register; asked anew each second. */
import { useId, useMemo } from 'react';
import type { ConnectionStatus } from '../../shared/bridge/query.ts';
import { fault } from '../../shared/fault.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswer, useFaultNotice, useView } from '../register.ts';
import { spanText } from '../text/format.ts';
import { ConnectionData } from './connection-data.tsx';
import { mistrust } from './channel-trust.ts';
import { ConnectionLinks } from './connection-links.tsx';
import { Dialog } from './dialog.tsx';
import { FaultSentence } from './fault-strip.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey, QuietKey } from './key.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';
import { useSupportBundle } from './support-bundle.tsx';

export function Connection() {
  const { close } = usePanel();
  const { t } = useSpeech();
  const { send } = useActs();
  const titleId = useId();
  const second = useNow();
  const query = useMemo(() => ({ query: 'connection' as const }), []);
  const answer = useAnswer<'connection'>(query, second);
  const syncNow = () => send({ command: 'syncNow' });
  return (
    <Dialog
      className="window"
      over="connection"
      titleId={titleId}
      keys={{ forward: syncNow, tryNow: syncNow, close }}
      title={
        <div className="title">
          <h1 id={titleId}>{t('connection.title')}</h1>
          <StateChip />
          <div className="gap" />
          <QuietKey hint="Esc" onPress={close}>
            {t('connection.close')}
          </QuietKey>
        </div>
      }
    >
      <div className="rolls">
        {answer?.ok === true ? <Status status={answer.value} /> : <div className="links" />}
        {answer?.ok === false ? (
          <div className="windowfault" role="alert">
            <FaultSentence fault={answer.fault} />
          </div>
        ) : null}
      </div>
      <Foot onSync={syncNow} />
    </Dialog>
  );
}

const Status = ({ status }: { readonly status: ConnectionStatus }) => (
  <>
    <Mistrust status={status} />
    <ConnectionLinks status={status} />
    <ConnectionData status={status} />
  </>
);

/** Why what answers as the channel is not believed, and whom to call: no try by itself will help. */
function Mistrust({ status }: { readonly status: ConnectionStatus }) {
  const code = mistrust(status.link.channel);
  if (code === null) return null;
  return (
    <div className="windowfault" role="alert">
      <FaultSentence fault={fault(code)} />
    </div>
  );
}

function StateChip() {
  const { link, language } = useView('link', 'language');
  const { t } = useSpeech();
  const now = useNow();
  const span = spanText(now.getTime() - new Date(link.since).getTime(), language);
  return (
    <span className={link.state === 'online' ? 'chip ok' : 'chip lamp'}>
      {t(`connection.${link.state}`, { span })}
    </span>
  );
}

function Foot({ onSync }: { readonly onSync: () => void }) {
  const { link } = useView('link');
  const { t, name } = useSpeech();
  const { send } = useActs();
  const { fault } = useFaultNotice();
  const byHand = link.state === 'byHand';
  const bundle = useSupportBundle();
  return (
    <div className="acts">
      <MainKey hint="F9" onPress={onSync}>
        <Icon name="sync" size={20} />
        {t('connection.syncNow')}
      </MainKey>
      <Key onPress={() => send({ command: byHand ? 'connect' : 'disconnect' })}>
        <Icon name="plug" size={20} />
        {t(byHand ? 'connection.connect' : 'connection.disconnect')}
      </Key>
      {bundle.key}
      {fault === null ? (
        (bundle.told ?? (
          <p>
            {byHand && link.byHand !== null
              ? t('connection.connectText', { name: name(link.byHand) })
              : t('connection.disconnectText')}
          </p>
        ))
      ) : (
        <div className="fieldfault" role="alert">
          <FaultSentence fault={fault} />
        </div>
      )}
    </div>
  );
}
