/** Limits: how far each role of a store may go by itself; beyond it the register asks another person, whose role may. */
import type { StoreConfiguration } from '../../../../shared/feed.ts';
import { defaultLimits, limitUnits, type Limits } from '../../../../shared/limits.ts';
import { minor } from '../../../../shared/money.ts';
import { moneyText } from '../../../../shared/notation.ts';
import type { Role } from '../../../../shared/staff.ts';
import { storeConfigurationSchema } from '../../../../shared/wire/feed.ts';
import { useLanguage } from '../display.tsx';
import { numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import type { Draft, Read } from './form.tsx';
import { StorePartPage } from './parts.tsx';
import { moneyDraft, percentDraft, readMoney, readPercent } from './reading.ts';

type Part = { readonly role: Role; readonly limits: Limits };

const roles = ['cashier', 'manager', 'stock'] as const;
const measured = [
  'lineDiscountPercent',
  'totalDiscountPercent',
  'returnMost',
  'cashOutMost',
] as const;
const rights = ['priceOverride', 'blindReturn', 'openDrawer'] as const;

const limitsOf = (store: StoreConfiguration) => store.limits ?? defaultLimits;

export function LimitsPage() {
  const say = useWords();
  const language = useLanguage();
  return (
    <StorePartPage<Part>
      kind="limits"
      rowsOf={(store) => roles.map((role) => ({ role, limits: limitsOf(store)[role] }))}
      idOf={(part) => part.role}
      titleOf={(part) => say(`masters:${part.role}`)}
      columns={(store) => [
        { id: 'role', name: say('masters:role'), cell: ({ role }) => say(`masters:${role}`) },
        ...measured.map((id) => ({
          ...{ id, name: say(`masters:${id}`), figure: true },
          cell: ({ limits }: Part) => {
            const limit = limits[id];
            if (limit === null) return say('masters:anyValue');
            return limitUnits[id] === 'percent'
              ? numberText(limit / 1000, language)
              : moneyText(minor(limit), store.currency, language);
          },
        })),
        ...rights.map((id) => ({
          ...{ id, name: say(`masters:${id}`), spare: true },
          cell: ({ limits }: Part) => say(limits[id] ? 'masters:yes' : 'masters:no'),
        })),
      ]}
      fields={[
        ...measured.map((id) => ({
          ...{ id, label: say(`masters:${id}`), figure: true },
          placeholder: say('masters:anyValue'),
        })),
        ...rights.map((id) => ({
          ...{ id, label: say(`masters:${id}`) },
          choices: (['yes', 'no'] as const).map((one) => ({
            id: one,
            name: say(`masters:${one}`),
          })),
        })),
      ]}
      draftOf={(part, store) => {
        const { role, limits } = part ?? { role: 'cashier', limits: limitsOf(store).cashier };
        return {
          role,
          lineDiscountPercent: percentDraft(limits.lineDiscountPercent),
          totalDiscountPercent: percentDraft(limits.totalDiscountPercent),
          returnMost: moneyDraft(limits.returnMost, store.currency),
          cashOutMost: moneyDraft(limits.cashOutMost, store.currency),
          ...Object.fromEntries(rights.map((id) => [id, limits[id] ? 'yes' : 'no'])),
        };
      }}
      read={readLimits}
    />
  );
}

function readLimits(draft: Draft, store: StoreConfiguration): Read<StoreConfiguration> {
  const role = roles.find((one) => one === draft['role']) ?? 'cashier';
  const read = Object.fromEntries(
    measured.map((id) => [
      id,
      limitUnits[id] === 'percent'
        ? readPercent(draft[id] ?? '')
        : readMoney(draft[id] ?? '', store.currency),
    ]),
  );
  const most = 100_000;
  for (const at of measured) {
    const isPercent = limitUnits[at] === 'percent';
    const value = read[at];
    if (value === undefined || (isPercent && value !== null && value > most))
      return { at, flaw: isPercent ? 'masters:badPercent' : 'masters:badMoney' };
  }
  const may = Object.fromEntries(rights.map((id) => [id, draft[id] === 'yes']));
  const limits = { ...limitsOf(store), [role]: { ...read, ...may } };
  return { body: storeConfigurationSchema.parse({ ...store, limits }) };
}
