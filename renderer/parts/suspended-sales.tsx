/** The suspended sales of this register and, while the channel is reached, of the store's other registers. */
import { useMemo, useState } from 'react';
import type { StoreSuspended, SuspendedSale } from '../../shared/bridge/query.ts';
import type { Fault } from '../../shared/fault.ts';
import { reachesChannel } from '../../shared/link.ts';
import { timeText } from '../../shared/notation.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswer, useView } from '../register.ts';
import { countText } from '../text/format.ts';
import { SmallDialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { MainKey } from './key.tsx';
import { Money } from './money.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

/** How often the list of the other registers is asked for while it is open, ms. */
const again = 3000;

function Pick(props: {
  readonly sale: SuspendedSale | StoreSuspended;
  readonly onPick: () => void;
  readonly fetching: boolean;
  readonly isDisabled: boolean;
}) {
  const { sale, fetching, isDisabled, onPick } = props;
  const { t, name, language } = useSpeech();
  const now = useNow(60_000);
  const away = 'away' in sale ? sale.away : null;
  return (
    <button type="button" aria-disabled={isDisabled} onClick={() => (isDisabled ? null : onPick())}>
      <span className="unseen">{t('sell.recall')}</span>
      <b className="num">{timeText(sale.at, now, language)}</b>
      <span className="what">
        {'registerName' in sale ? <b className="at">{sale.registerName}</b> : null}
        {name(sale.cashier)}
        <small aria-live="polite">
          {fetching
            ? t('sell.fetching')
            : away === null
              ? t('cart.items', { count: sale.items, number: countText(sale.items, language) })
              : t('sell.registerAway', { time: timeText(away, now, language) })}
        </small>
      </span>
      <Money amount={sale.total} className="sum" />
    </button>
  );
}

export function SuspendedSales() {
  const { suspended, link } = useView('suspended', 'link');
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t, say } = useSpeech();
  const query = useMemo(() => ({ query: 'suspended' as const }), []);
  const storeQuery = useMemo(() => ({ query: 'storeSuspended' as const }), []);
  const answer = useAnswer<'suspended'>(query, suspended);
  const isUp = reachesChannel(link);
  const tick = Math.floor(useNow(again).getTime() / again);
  const [fault, setFault] = useState<Fault | null>(null);
  const [fetching, setFetching] = useState<string | null>(null);
  const told = useAnswer<'storeSuspended'>(storeQuery, `${isUp} ${suspended} ${tick}`);
  const own = answer?.ok === true ? answer.value : [];
  const others = isUp && told?.ok === true ? told.value : [];
  const act = (command: 'recall' | 'recallFrom', sale: string) => {
    const recalling = async () => {
      setFault(null);
      setFetching(sale);
      const result = await attempt({ command, sale });
      setFetching(null);
      if (result.ok) close();
      else setFault(result.fault);
    };
    void recalling();
  };
  const row = (command: 'recall' | 'recallFrom', sale: SuspendedSale | StoreSuspended) => (
    <li key={sale.sale}>
      <Pick
        sale={sale}
        fetching={command === 'recallFrom' && fetching === sale.sale}
        isDisabled={fetching !== null}
        onPick={() => act(command, sale.sale)}
      />
    </li>
  );
  return (
    <SmallDialog
      title={t('sell.suspendedTitle')}
      icon={<Icon name="pause" size={26} />}
      keys={{ forward: close, close }}
      foot={
        <MainKey hint="F12" onPress={close}>
          {t('sell.close')}
        </MainKey>
      }
    >
      {fault === null ? null : (
        <p className="fieldfault" role="alert">
          {say(fault)}
        </p>
      )}
      {answer !== undefined && own.length === 0 && others.length === 0 ? (
        <p>{t('sell.suspendedNone')}</p>
      ) : null}
      <ul className="picks" aria-label={t('sell.suspendedHere')}>
        {own.map((sale) => row('recall', sale))}
      </ul>
      {others.length > 0 ? (
        <>
          <h3 className="picktitle">{t('sell.suspendedElsewhere')}</h3>
          <ul className="picks" aria-label={t('sell.suspendedElsewhere')}>
            {others.map((sale) => row('recallFrom', sale))}
          </ul>
        </>
      ) : null}
      {isUp ? null : <p className="help">{t('sell.suspendedOffline')}</p>}
    </SmallDialog>
  );
}
