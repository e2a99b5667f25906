/** One row for each instrument; its number opens what happened to it. */
import { Button } from 'react-aria-components';
import type { InstrumentKind } from '../../../../shared/instrument.ts';
import type { InstrumentRow } from '../../../../shared/wire/instruments.ts';
import { now } from '../clock.ts';
import { ContactChip } from '../contact.tsx';
import { useLanguage } from '../display.tsx';
import { Icon } from '../icons.tsx';
import { inLanguage, moneyText, timeText } from '../../../../shared/notation.ts';
import { useWords } from '../text/language.ts';

const tone = { open: 'chip', used: 'chip', blocked: 'chip stop', expired: 'chip stop' } as const;

export function InstrumentTable(props: {
  readonly kind: InstrumentKind;
  readonly rows: readonly InstrumentRow[];
  readonly chosen: string | null;
  readonly choose: (key: string) => void;
}) {
  const { kind, rows, chosen, choose } = props;
  const say = useWords();
  const language = useLanguage();
  return (
    <div className="book">
      <table
        aria-label={say(kind === 'giftCard' ? 'instruments:giftCards' : 'instruments:creditMemos')}
      >
        <thead>
          <tr>
            <th>{say(kind === 'giftCard' ? 'instruments:card' : 'instruments:memo')}</th>
            <th className="r">{say('instruments:balance')}</th>
            <th>{say('instruments:state')}</th>
            <th>{say('instruments:heldBy')}</th>
            <th className="more">{say('instruments:sale')}</th>
            <th className="more">{say('instruments:since')}</th>
            <th>{say('instruments:register')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, last4, balance, currency, state, lock }) => (
            <tr key={key} className={key === chosen ? 'on' : undefined}>
              <th scope="row">
                <Button
                  className="number"
                  aria-expanded={key === chosen}
                  onPress={() => choose(key)}
                >
                  ···· <span className="num">{last4}</span>
                </Button>
              </th>
              <td className="r num">
                <strong>{moneyText(balance, currency, language)}</strong>
              </td>
              <td>
                {lock === null ? (
                  <span className={tone[state]}>{say(`instruments:${state}`)}</span>
                ) : (
                  <span className="chip">
                    <Icon of="lock" size={14} />
                    {say('instruments:locked')}
                  </span>
                )}
              </td>
              <td>
                {lock !== null &&
                  say('instruments:holder', {
                    store: inLanguage(lock.storeName, language),
                    register: lock.registerName,
                  })}
              </td>
              <td className="more num">{lock?.sale}</td>
              <td className="more num">{lock !== null && timeText(lock.since, now(), language)}</td>
              <td>
                {lock !== null && (
                  <ContactChip contact={lock.contact} lastContact={lock.lastContact} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="none">{say('instruments:none')}</p>}
    </div>
  );
}
