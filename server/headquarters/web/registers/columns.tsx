/** The columns of the list of registers. */
import { minor } from '../../../../shared/money.ts';
import { inLanguage, moneyText, timeText } from '../../../../shared/notation.ts';
import type { RegisterRow } from '../../../../shared/wire/registerlist.ts';
import { now } from '../clock.ts';
import { ContactChip } from '../contact.tsx';
import { useLanguage } from '../display.tsx';
import type { Column } from '../parts/datatable.tsx';
import { useOffice } from '../session.tsx';
import { bytesText, numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';

export function useRegisterColumns(applied: number): readonly Column<RegisterRow>[] {
  const say = useWords();
  const language = useLanguage();
  const { currency } = useOffice();
  const time = (at: string | null): string => (at === null ? '' : timeText(at, now(), language));
  return [
    {
      id: 'register',
      name: say('registerList:register'),
      cell: (row) => <span className="num">{row.name}</span>,
    },
    {
      id: 'store',
      name: say('registerList:store'),
      spare: true,
      cell: (row) => inLanguage(row.storeName, language),
    },
    {
      id: 'channel',
      name: say('registerList:channelLink'),
      cell: (row) => <ContactChip contact={row.contact} lastContact={row.lastContact} />,
    },
    {
      id: 'realtime',
      name: say('registerList:realtimeLink'),
      cell: (row) => <RealtimeChip of={row} />,
    },
    {
      id: 'lastContact',
      name: say('registerList:lastContact'),
      spare: true,
      cell: (row) => <span className="num">{time(row.lastContact)}</span>,
    },
    {
      id: 'received',
      name: say('registerList:received'),
      figure: true,
      cell: (row) => numberText(row.received, language),
    },
    {
      id: 'owes',
      name: say('registerList:owes'),
      figure: true,
      cell: (row) =>
        row.owes === 0 ? '0' : <b className="owes">{numberText(row.owes, language)}</b>,
    },
    {
      id: 'pending',
      name: say('registerList:pending'),
      figure: true,
      spare: true,
      cell: (row) => (
        <>
          {moneyText(minor(row.pendingValue), currency, language)}
          {row.oldestPending !== null && (
            <small>{say('registerList:since', { time: time(row.oldestPending) })}</small>
          )}
        </>
      ),
    },
    {
      id: 'database',
      name: say('registerList:database'),
      figure: true,
      spare: true,
      cell: (row) => (row.databaseBytes === null ? '' : bytesText(row.databaseBytes, language)),
    },
    {
      id: 'versions',
      name: say('registerList:versions'),
      figure: true,
      spare: true,
      cell: (row) => (
        <>
          {row.version ?? ''}
          {row.parameterVersion !== null && (
            <small className={row.parameterVersion < applied ? 'owes' : undefined}>
              {`${say('registerList:parameters')} ${row.parameterVersion}`}
            </small>
          )}
        </>
      ),
    },
  ];
}

/** What the register said last of its second link; nothing while the first one is not there. */
export function RealtimeChip({ of: row }: { readonly of: RegisterRow }) {
  const say = useWords();
  if (row.contact !== 'connected' || row.realtime === null)
    return <span className="say">{say('registerList:unknown')}</span>;
  return (
    <span className={row.realtime ? 'chip ok' : 'chip lamp'}>
      {say(row.realtime ? 'registerList:reached' : 'registerList:notReached')}
    </span>
  );
}
