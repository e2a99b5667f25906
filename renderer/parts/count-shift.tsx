/** The tender declaration and what follows it: over or short, and the closing with its Z. */
import { useMemo, useState } from 'react';
import type { ShiftReport } from '../../shared/bridge/shift.ts';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { negate, parseDecimal, type Currency } from '../../shared/money.ts';
import { moneyText } from '../../shared/notation.ts';
import type { Declared, ShiftId, TenderFigure, TenderKind } from '../../shared/shift.ts';
import { useCashCount, useCashCounts, type CashCount } from '../cash-count.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswer, useView } from '../register.ts';
import { CashTable } from './cash-count.tsx';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { useSpeech } from './speech.tsx';

export function CountShift({ shift }: { readonly shift: ShiftId | null }) {
  const { revision } = useView('revision');
  const { currency } = useSpeech();
  const query = useMemo(() => ({ query: 'shiftReport' as const, shift }), [shift]);
  const answer = useAnswer<'shiftReport'>(query, revision);
  const [again, setAgain] = useState(false);
  const count = useCashCount(currency);
  const foreign = useCashCounts();
  const [others, setOthers] = useState<Readonly<Record<string, string>>>({});
  if (answer?.ok !== true) return null;
  const report = answer.value;
  return report.uncounted || again ? (
    <Counting
      {...{ report, shift, count, foreign, others, setOthers }}
      onDone={() => setAgain(false)}
    />
  ) : (
    <Closing report={report} onAgain={() => setAgain(true)} />
  );
}

function Counting(props: {
  readonly report: ShiftReport;
  readonly shift: ShiftId | null;
  readonly count: CashCount;
  readonly foreign: (currency: Currency) => CashCount;
  readonly others: Readonly<Record<string, string>>;
  readonly setOthers: (others: Readonly<Record<string, string>>) => void;
  readonly onDone: () => void;
}) {
  const { report, shift, count, foreign, others } = props;
  const { attempt } = useActs();
  const { open } = usePanel();
  const { t, currency } = useSpeech();
  const once = useOnce();
  const [fault, setFault] = useState<Fault | null>(null);
  const back = () => open({ panel: 'shift' });
  const { currencies } = report;
  // Foreign money is counted per currency; a shift that an older version opened knows only its worth.
  const kinds = report.tenders.filter(
    ({ kind }) => kind !== 'cash' && (kind !== 'currency' || currencies.length === 0),
  );
  const declare = async () => {
    if (count.amount === undefined) return setFault(faultOf('amount.invalid'));
    const declared: Declared[] = [{ kind: 'cash', amount: count.amount, counts: count.counts }];
    for (const { kind } of kinds) {
      const typed = (others[kind] ?? '').trim();
      if (typed === '') continue;
      const amount = parseDecimal(typed, currency);
      if (amount === undefined || amount < 0) return setFault(faultOf('amount.invalid'));
      declared.push({ kind, amount, counts: [] });
    }
    for (const { currency: of } of currencies) {
      const { amount, counts, typed, by } = foreign(of);
      if (by === 'amount' ? typed.trim() === '' : counts.length === 0) continue;
      if (amount === undefined) return setFault(faultOf('amount.invalid'));
      declared.push({ kind: 'currency', currency: of, amount, counts });
    }
    const tenders = declared.map((one) => ({ ...one, counts: [...one.counts] }));
    const result = await attempt({ command: 'declareTenders', shift, tenders });
    if (result.ok) props.onDone();
    else setFault(result.fault);
  };
  const forward = () => once(declare);
  return (
    <SmallDialog
      title={t('shift.countTitle')}
      text={t('shift.countText')}
      icon={<Icon name="cash" size={26} />}
      keys={{ forward, close: back }}
      foot={
        <>
          <MainKey hint="F12" onPress={forward}>
            {t('shift.counted')}
          </MainKey>
          <Key hint="Esc" onPress={back}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <CashTable count={count} fault={fault} />
      {currencies.map(({ currency: of }) => (
        <section key={of} className="othercash" aria-label={t('shift.foreign', { currency: of })}>
          <h2>{t('shift.foreign', { currency: of })}</h2>
          <CashTable count={foreign(of)} fault={null} />
        </section>
      ))}
      {kinds.length === 0 ? null : (
        <>
          <p className="help">
            <b>{t('shift.otherTenders')}</b> {t('shift.otherHint')}
          </p>
          <div className="fields others">
            {kinds.map((tender) => (
              <Other key={tender.kind} tender={tender} {...props} />
            ))}
          </div>
        </>
      )}
    </SmallDialog>
  );
}

function Other(props: {
  readonly tender: TenderFigure;
  readonly others: Readonly<Record<string, string>>;
  readonly setOthers: (others: Readonly<Record<string, string>>) => void;
}) {
  const { tender, others, setOthers } = props;
  const kindName = useKindName();
  return (
    <Field
      label={kindName(tender.kind)}
      value={others[tender.kind] ?? ''}
      onChange={(text) => setOthers({ ...others, [tender.kind]: text })}
    />
  );
}

function Closing({
  report,
  onAgain,
}: {
  readonly report: ShiftReport;
  readonly onAgain: () => void;
}) {
  const { attempt } = useActs();
  const { open } = usePanel();
  const { t, say, currency } = useSpeech();
  const kindName = useKindName();
  const once = useOnce();
  const [fault, setFault] = useState<Fault | null>(null);
  const { row } = report;
  const back = () => open({ panel: 'shift' });
  const closeIt = async () => {
    const result = await attempt({ command: 'closeShift', shift: row.id });
    if (result.ok) open({ panel: 'shiftReport', shift: row.id });
    else setFault(result.fault);
  };
  const forward = () => once(closeIt);
  return (
    <SmallDialog
      title={t('shift.closeTitle', { name: row.name })}
      text={t('shift.closeText')}
      icon={<Icon name="drawer" size={26} />}
      keys={{ forward, close: back }}
      foot={
        <>
          <MainKey hint="F12" onPress={forward}>
            {t('shift.close')}
          </MainKey>
          <Key onPress={onAgain}>{t('shift.again')}</Key>
          <Key hint="Esc" onPress={back}>
            {t('shift.back')}
          </Key>
        </>
      }
    >
      <dl className="facts inset balances">
        {report.tenders.map((tender) => (
          <Balance
            key={tender.kind}
            name={kindName(tender.kind)}
            figure={tender}
            currency={currency}
          />
        ))}
        {report.currencies.map((figure) => (
          <Balance
            key={figure.currency}
            name={t('shift.foreign', { currency: figure.currency })}
            figure={figure}
            currency={figure.currency}
          />
        ))}
      </dl>
      {fault === null ? null : (
        <p className="fieldfault" role="alert">
          {say(fault)}
        </p>
      )}
    </SmallDialog>
  );
}

function Balance(props: {
  readonly name: string;
  readonly figure: Pick<TenderFigure, 'difference' | 'expected'>;
  readonly currency: Currency;
}) {
  const { t, language } = useSpeech();
  const { name, currency } = props;
  const { difference, expected } = props.figure;
  const amount = (value: typeof expected): string => moneyText(value, currency, language);
  return (
    <>
      <dt>{name}</dt>
      <dd className="num">
        {difference === null
          ? amount(expected)
          : difference === 0
            ? `${amount(expected)} · ${t('shift.exact')}`
            : t(difference > 0 ? 'shift.over' : 'shift.short', {
                amount: amount(difference > 0 ? difference : negate(difference)),
              })}
      </dd>
    </>
  );
}

function useKindName(): (kind: TenderKind) => string {
  const { t } = useSpeech();
  return (kind) =>
    kind === 'giftCard' || kind === 'creditMemo' ? t(`instrument.${kind}`) : t(`payment.${kind}`);
}
