/** Tender types: what each store allows of each way to pay. */
import type { StoreConfiguration } from '../../../../shared/feed.ts';
import { zero } from '../../../../shared/money.ts';
import { moneyText } from '../../../../shared/notation.ts';
import {
  defaultTenderPolicy,
  type TenderKind,
  type TenderRule,
} from '../../../../shared/tenderrule.ts';
import { storeConfigurationSchema } from '../../../../shared/wire/feed.ts';
import { useLanguage } from '../display.tsx';
import { useWords, type Word } from '../text/language.ts';
import type { Draft, Read } from './form.tsx';
import { StorePartPage } from './parts.tsx';
import { moneyDraft, readMoney } from './reading.ts';

type Part = { readonly kind: TenderKind; readonly rule: TenderRule };

const kinds = ['cash', 'currency', 'check', 'card', 'giftCard', 'creditMemo'] as const;
const changes = ['cash', 'creditMemo'] as const;
const names = {
  cash: 'masters:cash',
  currency: 'masters:otherCurrency',
  check: 'masters:check',
  card: 'masters:card',
  giftCard: 'masters:giftCard',
  creditMemo: 'masters:creditMemo',
} as const satisfies Record<TenderKind, Word>;

/** Whether money goes back by it, in one choice. */
const backs = ['yes', 'byReceipt', 'no'] as const;
const backWords = {
  yes: 'masters:yes',
  byReceipt: 'masters:byReceipt',
  no: 'masters:no',
} as const satisfies Record<(typeof backs)[number], Word>;
const backOf = (rule: TenderRule): (typeof backs)[number] =>
  rule.back ? (rule.backByReceipt ? 'byReceipt' : 'yes') : 'no';

const policyOf = (store: StoreConfiguration) => store.tenders ?? defaultTenderPolicy;

export function TendersPage() {
  const say = useWords();
  const language = useLanguage();
  const yesNo = [
    { id: 'yes', name: say('masters:yes') },
    { id: 'no', name: say('masters:no') },
  ];
  const limit = (id: string, label: string) => ({
    ...{ id, label, figure: true },
    placeholder: say('masters:anyValue'),
  });
  return (
    <StorePartPage<Part>
      kind="tenders"
      rowsOf={(store) => kinds.map((kind) => ({ kind, rule: policyOf(store).kinds[kind] }))}
      idOf={(part) => part.kind}
      titleOf={(part) => say(names[part.kind])}
      columns={(store) => {
        const money = (amount: TenderRule['mostPerLine']): string =>
          amount === null ? say('masters:anyValue') : moneyText(amount, store.currency, language);
        return [
          { id: 'kind', name: say('masters:kind'), cell: ({ kind }) => say(names[kind]) },
          {
            id: 'leastPerLine',
            name: say('masters:leastPerLine'),
            figure: true,
            spare: true,
            cell: ({ rule }) => money(rule.leastPerLine ?? null),
          },
          {
            id: 'mostPerLine',
            name: say('masters:mostPerLine'),
            figure: true,
            cell: ({ rule }) => money(rule.mostPerLine),
          },
          {
            id: 'mostPerSale',
            name: say('masters:mostPerSale'),
            figure: true,
            cell: ({ rule }) => money(rule.mostPerSale),
          },
          {
            id: 'change',
            name: say('masters:change'),
            spare: true,
            cell: ({ rule }) => (rule.mostOver === 0 ? '' : say(names[rule.change])),
          },
          {
            id: 'part',
            name: say('masters:part'),
            spare: true,
            cell: ({ rule }) => say(rule.part ? 'masters:yes' : 'masters:no'),
          },
          {
            id: 'back',
            name: say('masters:back'),
            cell: ({ rule }) => say(backWords[backOf(rule)]),
          },
        ];
      }}
      fields={[
        limit('leastPerLine', say('masters:leastPerLine')),
        limit('mostPerLine', say('masters:mostPerLine')),
        limit('mostPerSale', say('masters:mostPerSale')),
        { id: 'mostOver', label: say('masters:mostOver'), figure: true },
        {
          ...{ id: 'change', label: say('masters:change') },
          choices: changes.map((id) => ({ id, name: say(names[id]) })),
        },
        { id: 'memoFrom', label: say('masters:memoFrom'), figure: true },
        { id: 'part', label: say('masters:part'), choices: yesNo },
        {
          ...{ id: 'back', label: say('masters:back') },
          choices: backs.map((id) => ({ id, name: say(backWords[id]) })),
        },
        {
          ...{ id: 'drawerFrom', label: say('masters:drawerFrom'), figure: true },
          placeholder: say('masters:never'),
        },
      ]}
      draftOf={(part, store) => {
        const { kind, rule } = part ?? { kind: 'cash' as const, rule: policyOf(store).kinds.cash };
        return {
          kind,
          leastPerLine: moneyDraft(rule.leastPerLine ?? null, store.currency),
          mostPerLine: moneyDraft(rule.mostPerLine, store.currency),
          mostPerSale: moneyDraft(rule.mostPerSale, store.currency),
          mostOver: moneyDraft(rule.mostOver, store.currency),
          change: rule.change,
          memoFrom: moneyDraft(rule.memoFrom, store.currency),
          part: rule.part ? 'yes' : 'no',
          back: backOf(rule),
          drawerFrom: moneyDraft(rule.drawerFrom, store.currency),
        };
      }}
      read={readTender}
    />
  );
}

function readTender(draft: Draft, store: StoreConfiguration): Read<StoreConfiguration> {
  const kind = kinds.find((one) => one === draft['kind']) ?? 'cash';
  const limits = [
    ...(['leastPerLine', 'mostPerLine', 'mostPerSale'] as const),
    ...(['mostOver', 'memoFrom', 'drawerFrom'] as const),
  ];
  const read = Object.fromEntries(
    limits.map((id) => [id, readMoney(draft[id] ?? '', store.currency)] as const),
  );
  const flawed = limits.find((id) => read[id] === undefined);
  if (flawed !== undefined) return { at: flawed, flaw: 'masters:badMoney' };
  const policy = policyOf(store);
  const rule = {
    ...{ leastPerLine: read['leastPerLine'] ?? undefined },
    ...{ mostPerLine: read['mostPerLine'], mostPerSale: read['mostPerSale'] },
    ...{ mostOver: read['mostOver'] ?? zero, drawerFrom: read['drawerFrom'] },
    change: changes.find((one) => one === draft['change']) ?? 'cash',
    memoFrom: read['memoFrom'] ?? zero,
    ...{ part: draft['part'] === 'yes', back: draft['back'] !== 'no' },
    backByReceipt: draft['back'] === 'byReceipt' ? (true as const) : undefined,
  };
  const kindsAfter = { ...policy.kinds, [kind]: rule };
  const body = storeConfigurationSchema.safeParse({
    ...store,
    tenders: { ...policy, kinds: kindsAfter },
  });
  if (body.success) return { body: body.data };
  if (body.error.issues.some(({ path }) => path.includes('leastPerLine')))
    return { at: 'leastPerLine', flaw: 'masters:badLeast' };
  if (rule.change === 'creditMemo') return { at: 'change', flaw: 'masters:badChange' };
  const isBack = kind === 'currency' || kind === 'creditMemo';
  return { at: isBack ? 'back' : 'mostOver', flaw: 'masters:badField' };
}
