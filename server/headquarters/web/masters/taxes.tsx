/** Taxes of each store. */
import { inLanguage } from '../../../../shared/notation.ts';
import type { TaxRate } from '../../../../shared/tax.ts';
import type { StoreConfiguration } from '../../../../shared/feed.ts';
import { useLanguage } from '../display.tsx';
import { numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import type { Draft, Read } from './form.tsx';
import { StorePartPage } from './parts.tsx';
import { isId, percentDraft, readPercent } from './reading.ts';

export function TaxesPage() {
  const say = useWords();
  const language = useLanguage();
  return (
    <StorePartPage<TaxRate>
      kind="taxes"
      rowsOf={(store) => store.rates}
      idOf={(rate) => rate.code}
      titleOf={(rate) => inLanguage(rate.name, language)}
      columns={() => [
        { id: 'code', name: say('masters:code'), cell: (rate) => rate.code },
        { id: 'name', name: say('masters:name'), cell: (rate) => inLanguage(rate.name, language) },
        { id: 'mode', name: say('masters:mode'), cell: (rate) => say(`masters:${rate.mode}`) },
        {
          id: 'percent',
          name: say('masters:percent'),
          figure: true,
          cell: (rate) => numberText(rate.rate / 1000, language),
        },
      ]}
      fields={[
        { id: 'code', label: say('masters:code'), fixed: true, most: 64 },
        { id: 'nameEn', label: say('masters:nameEn') },
        { id: 'nameZh', label: say('masters:nameZh') },
        {
          id: 'mode',
          label: say('masters:mode'),
          choices: [
            { id: 'exclusive', name: say('masters:exclusive') },
            { id: 'inclusive', name: say('masters:inclusive') },
          ],
        },
        { id: 'percent', label: say('masters:percent'), figure: true },
      ]}
      draftOf={(rate) => ({
        code: rate?.code ?? '',
        nameEn: rate?.name.en ?? '',
        nameZh: rate?.name.zh ?? '',
        mode: rate?.mode ?? 'exclusive',
        percent: percentDraft(rate?.rate ?? null),
      })}
      read={readTax}
      without={(rate, store) => ({
        ...store,
        rates: store.rates.filter((one) => one.code !== rate.code),
      })}
    />
  );
}

function readTax(draft: Draft, store: StoreConfiguration): Read<StoreConfiguration> {
  const of = (id: string): string => (draft[id] ?? '').trim();
  if (!isId(of('code'))) return { at: 'code', flaw: 'masters:badId' };
  for (const at of ['nameEn', 'nameZh']) if (of(at) === '') return { at, flaw: 'masters:badText' };
  const rate = readPercent(of('percent'));
  if (rate === undefined || rate === null) return { at: 'percent', flaw: 'masters:badPercent' };
  const made: TaxRate = {
    code: of('code'),
    rate,
    mode: of('mode') === 'inclusive' ? 'inclusive' : 'exclusive',
    name: { en: of('nameEn'), zh: of('nameZh') },
  };
  const at = store.rates.findIndex((one) => one.code === made.code);
  const rates = at < 0 ? [...store.rates, made] : store.rates.with(at, made);
  return { body: { ...store, rates } };
}
