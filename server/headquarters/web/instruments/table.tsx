/** One row for each instrument; its number opens what happened to it. */
import { Button } from 'react-aria-components';
import type { InstrumentKind } from '../../../../shared/instrument.ts';
import { decimalText } from '../../../../shared/money.ts';
import type { InstrumentRow } from '../../../../shared/wire/instruments.ts';
import { now } from '../clock.ts';
import { ContactChip } from '../contact.tsx';
import type { Sheet } from '../csv.ts';
import { useLanguage } from '../display.tsx';
import { Icon } from '../icons.tsx';
import { DataTable, type Column } from '../parts/datatable.tsx';
import { inLanguage, moneyText, timeText } from '../../../../shared/notation.ts';
import { useWords, type Say } from '../text/language.ts';

const tone = { open: 'chip', used: 'chip', blocked: 'chip stop', expired: 'chip stop' } as const;

export function StateChip(props: { readonly of: Pick<InstrumentRow, 'state' | 'lock'> }) {
  const { state, lock } = props.of;
  const say = useWords();
  return lock === null ? (
    <span className={tone[state]}>{say(`instruments:${state}`)}</span>
  ) : (
    <span className="chip">
      <Icon of="lock" size={14} />
      {say('instruments:locked')}
    </span>
  );
}

export function InstrumentTable(props: {
  readonly kind: InstrumentKind;
  readonly rows: readonly InstrumentRow[];
  readonly more: (() => Promise<void>) | null;
  readonly chosen: string;
  readonly choose: (key: string) => void;
  /** null for who may not. */
  readonly breakLock: ((row: InstrumentRow) => void) | null;
}) {
  const { kind, breakLock } = props;
  const say = useWords();
  const language = useLanguage();
  const columns: Column<InstrumentRow>[] = [
    {
      id: 'number',
      name: say(kind === 'giftCard' ? 'instruments:card' : 'instruments:memo'),
      cell: ({ last4 }) => (
        <>
          ···· <span className="num">{last4}</span>
        </>
      ),
    },
    {
      id: 'balance',
      name: say('instruments:balance'),
      figure: true,
      cell: ({ balance, currency }) => <strong>{moneyText(balance, currency, language)}</strong>,
    },
    { id: 'state', name: say('instruments:state'), cell: (row) => <StateChip of={row} /> },
    {
      id: 'heldBy',
      name: say('instruments:heldBy'),
      cell: ({ lock }) =>
        lock !== null &&
        say('instruments:holder', {
          store: inLanguage(lock.storeName, language),
          register: lock.registerName,
        }),
    },
    {
      id: 'sale',
      name: say('instruments:sale'),
      spare: true,
      cell: ({ lock }) => <span className="num">{lock?.sale}</span>,
    },
    {
      id: 'since',
      name: say('instruments:since'),
      spare: true,
      cell: ({ lock }) =>
        lock !== null && <span className="num">{timeText(lock.since, now(), language)}</span>,
    },
    {
      id: 'register',
      name: say('instruments:register'),
      cell: ({ lock }) =>
        lock !== null && <ContactChip contact={lock.contact} lastContact={lock.lastContact} />,
    },
  ];
  if (breakLock !== null)
    columns.push({
      id: 'break',
      name: '',
      spare: true,
      cell: (row) =>
        row.lock !== null && (
          <Button className="key plain danger" onPress={() => breakLock(row)}>
            {say('instruments:breakLock')}
          </Button>
        ),
    });
  return (
    <DataTable
      label={say(kind === 'giftCard' ? 'instruments:giftCards' : 'instruments:creditMemos')}
      columns={columns}
      rows={props.rows}
      keyOf={({ key }) => key}
      choose={({ key }) => props.choose(key)}
      chosen={props.chosen}
      more={props.more}
    />
  );
}

/** The rows as a sheet: amounts as plain decimals, instants in ISO 8601. */
export const exported = (say: Say, rows: readonly InstrumentRow[]): Sheet => ({
  head: [
    ...[say('instruments:number'), say('instruments:balance'), say('instruments:currency')],
    ...[say('instruments:state'), say('instruments:validUntil'), say('instruments:register')],
    ...[say('instruments:sale'), say('instruments:since')],
  ],
  rows: rows.map(({ last4, balance, currency, state, expires, lock }) => [
    ...[`···· ${last4}`, decimalText(balance, currency), currency],
    ...[say(`instruments:${lock === null ? state : 'locked'}`), expires ?? ''],
    ...[lock?.registerName ?? '', lock?.sale ?? '', lock?.since ?? ''],
  ]),
});
