/** The lines of an earlier sale, with how much of each comes back, and what is not known while the line is down. */
import { Input, TextField } from 'react-aria-components';
import type { PastSale } from '../../shared/bridge/query.ts';
import { moneyText, timeText } from '../../shared/notation.ts';
import { quantityText, type Quantity } from '../../shared/quantity.ts';
import { useView } from '../register.ts';
import { parseThousandths } from '../thousandths.ts';
import { Icon } from './icon.tsx';
import { useInstrumentText } from './instrument-name.tsx';
import { Figure } from './money.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

/** Quantities as typed, by line. */
export type Chosen = ReadonlyMap<number, string>;

/** In thousandths, as the register takes them; undefined when one of them is no quantity. */
export function chosenQuantities(
  chosen: Chosen,
): { readonly line: number; readonly quantity: number }[] | undefined {
  const lines = [...chosen].map(([line, typed]) => ({
    line,
    quantity: parseThousandths(typed) ?? 0,
  }));
  return lines.some((line) => line.quantity < 1) ? undefined : lines;
}

type Props = {
  readonly sale: PastSale;
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
};

export function PastLines(props: Props) {
  const { sale } = props;
  const { currency, language, registerName } = useView('currency', 'language', 'registerName');
  const { t } = useSpeech();
  const now = useNow(60_000);
  const kinds = [...new Set(sale.tenders.map((tender) => tender.kind))].map((kind) =>
    kind === 'giftCard' || kind === 'creditMemo' ? t(`instrument.${kind}`) : t(`payment.${kind}`),
  );
  return (
    <>
      <p className="help num">
        {t('sell.bought', {
          time: timeText(sale.at, now, language),
          total: moneyText(sale.total, currency, language),
        })}{' '}
        {sale.registerName === registerName
          ? ''
          : t('journal.otherRegister', { register: sale.registerName })}
      </p>
      {kinds.length === 0 ? null : (
        <p className="help">{t('journal.paidBy', { tenders: kinds.join(t('sell.comma')) })}</p>
      )}
      {sale.fresh ? null : (
        <output className="strip wait">
          <Icon name="info" size={20} />
          <span>
            {sale.knownAt === null
              ? t('journal.stale')
              : t('journal.staleSince', { time: timeText(sale.knownAt, now, language) })}
          </span>
        </output>
      )}
      <ul className="picks">
        {sale.lines.map((past) => (
          <PastLine key={past.line.line} past={past} {...props} />
        ))}
      </ul>
    </>
  );
}

function PastLine(props: Props & { readonly past: PastSale['lines'][number] }) {
  const { chosen, onChange, past } = props;
  const { line, returnable } = past;
  const { t, name } = useSpeech();
  const instrumentText = useInstrumentText();
  const typed = chosen.get(line.line);
  const set = (quantity: string) => onChange(new Map(chosen).set(line.line, quantity));
  const toggle = () => {
    const next = new Map(chosen);
    if (!next.delete(line.line)) next.set(line.line, quantityText(returnable as Quantity));
    onChange(next);
  };
  const label = line.kind === 'product' ? name(line.name) : instrumentText('giftCard', line.last4);
  return (
    <li className="past">
      <label>
        <input
          type="checkbox"
          disabled={returnable <= 0}
          checked={typed !== undefined}
          onChange={toggle}
        />
        <span className="what">
          {label}
          <small className="num">
            {returnable > 0
              ? t('sell.returnable', { number: quantityText(returnable as Quantity) })
              : t('sell.nothingReturnable')}
          </small>
        </span>
        <Figure amount={line.payable} className="sum" />
      </label>
      {typed !== undefined && returnable !== 1000 ? (
        <Part label={label} typed={typed} most={returnable} onChange={set} />
      ) : null}
    </li>
  );
}

/** How much of a line comes back: never more than is left. */
function Part(props: {
  readonly label: string;
  readonly typed: string;
  readonly most: number;
  readonly onChange: (typed: string) => void;
}) {
  const { typed, most, onChange } = props;
  const { t } = useSpeech();
  const step = (by: number) => {
    const wanted = (parseThousandths(typed) ?? 0) + by;
    onChange(quantityText(Math.min(most, Math.max(1000, wanted)) as Quantity));
  };
  return (
    <TextField
      className="part"
      value={typed}
      onChange={onChange}
      aria-label={t('journal.quantity', { name: props.label })}
      autoComplete="off"
    >
      <button type="button" tabIndex={-1} aria-hidden="true" onClick={() => step(-1000)}>
        {'\u2212'}
      </button>
      <Input className="num" inputMode="decimal" spellCheck={false} />
      <button type="button" tabIndex={-1} aria-hidden="true" onClick={() => step(1000)}>
        +
      </button>
    </TextField>
  );
}
