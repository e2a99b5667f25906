/** The table in which a drawer is counted: pieces of each note and coin with their worth, and the total. */
import { Input, Label, TextField } from 'react-aria-components';
import type { Fault } from '../../shared/fault.ts';
import { minor, zero, type Minor } from '../../shared/money.ts';
import type { CashCount } from '../cash-count.ts';
import { noteText } from '../text/format.ts';
import { Choices } from './choices.tsx';
import { Field } from './field.tsx';
import { Figure, Money } from './money.tsx';
import { useSpeech } from './speech.tsx';

export function CashTable(props: { readonly count: CashCount; readonly fault: Fault | null }) {
  const { t, say, currency: own } = useSpeech();
  const { count, fault } = props;
  return (
    <div className="cashcount">
      <Choices
        label={t('shift.how')}
        choices={[
          { value: 'notes', label: t('shift.byNotes') },
          { value: 'amount', label: t('shift.byAmount') },
        ]}
        chosen={count.by}
        onChoose={count.chooseBy}
      />
      {count.by === 'amount' ? (
        <Field
          label={
            count.currency === own
              ? t('shift.amount')
              : t('payment.currencyAmount', { currency: count.currency })
          }
          value={count.typed}
          onChange={count.setTyped}
          fault={fault}
        />
      ) : (
        <>
          <div className="pieces">
            {count.values.map((value) => (
              <Pieces key={value} value={value} count={count} />
            ))}
          </div>
          {fault === null ? null : <p className="fieldfault">{say(fault)}</p>}
        </>
      )}
      <p className="counttotal">
        <span>{t('shift.total')}</span>
        <Money amount={count.amount ?? zero} currency={count.currency} />
      </p>
    </div>
  );
}

function Pieces({ value, count }: { readonly value: Minor; readonly count: CashCount }) {
  const { t, language } = useSpeech();
  const { currency } = count;
  const note = noteText(value, currency, language);
  const typed = count.pieces.get(value) ?? '';
  return (
    <TextField
      className="piece"
      value={typed}
      onChange={(text) => count.setPieces(value, text)}
      inputMode="numeric"
      autoComplete="off"
    >
      <Label aria-label={t('shift.pieces', { value: note })} className="num">
        {note}
      </Label>
      <Input className="num" spellCheck={false} onKeyDown={toNext} />
      <Figure
        amount={minor(value * Number(typed))}
        className={typed === '' ? 'none' : ''}
        currency={currency}
      />
    </TextField>
  );
}

/** Enter goes on to the next note, as on an adding machine. */
function toNext(event: React.KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return;
  const fields = [
    ...(event.currentTarget.closest('.pieces')?.querySelectorAll<HTMLInputElement>('input') ?? []),
  ];
  const next = fields[fields.indexOf(event.currentTarget) + 1];
  next?.focus();
  next?.select();
}
