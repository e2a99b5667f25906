/** Stores: name, address, channel, time zone, shifts. Their taxes, tender types and limits stay as they are. */
import type { Language } from '../../../../shared/identity.ts';
import { inLanguage } from '../../../../shared/notation.ts';
import { isTimeZone } from '../../../../shared/timezone.ts';
import { masterPaths, storeListSchema, type OfficeStore } from '../../../../shared/wire/masters.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { useWords } from '../text/language.ts';
import type { Draft, Read } from './form.tsx';
import { MasterPage } from './list.tsx';
import { isId } from './reading.ts';

export function StoresPage() {
  const say = useWords();
  const language = useLanguage();
  return (
    <MasterPage<OfficeStore, OfficeStore>
      kind="stores"
      job="1070"
      path={masterPaths.stores}
      schema={storeListSchema}
      idOf={(body) => body.configuration.store}
      titleOf={(body) => inLanguage(body.configuration.name, language)}
      columns={[
        { id: 'id', name: say('masters:id'), cell: (row) => row.body.configuration.store },
        {
          id: 'name',
          name: say('masters:name'),
          cell: (row) => inLanguage(row.body.configuration.name, language),
        },
        {
          id: 'currency',
          name: say('masters:currency'),
          cell: (row) => row.body.configuration.currency,
        },
        {
          id: 'channel',
          name: say('masters:channel'),
          spare: true,
          cell: (row) => row.body.channel,
        },
        {
          id: 'timeZone',
          name: say('masters:timeZone'),
          cell: (row) => row.body.configuration.timeZone ?? 'UTC',
        },
        {
          id: 'registers',
          name: say('masters:registers'),
          cell: (row) => row.body.configuration.registers.map((one) => one.name).join(', '),
        },
      ]}
      fields={[
        { id: 'id', label: say('masters:id'), fixed: true, most: 64 },
        { id: 'nameEn', label: say('masters:nameEn') },
        { id: 'nameZh', label: say('masters:nameZh') },
        { id: 'addressEn', label: say('masters:addressEn') },
        { id: 'addressZh', label: say('masters:addressZh') },
        { id: 'currency', label: say('masters:currency'), fixed: true, most: 3 },
        { id: 'channel', label: say('masters:channel'), most: 64 },
        {
          id: 'timeZone',
          label: say('masters:timeZone'),
          most: 64,
          suggestions: Intl.supportedValuesOf('timeZone'),
          hint: (zone) => {
            if (zone.trim() === '') return say('masters:timeZoneNone');
            const time = timeIn(zone.trim(), language);
            return time === null ? undefined : say('masters:timeZoneNow', { time });
          },
        },
        {
          id: 'shift',
          label: say('masters:shift'),
          choices: [
            { id: 'off', name: say('masters:off') },
            { id: 'required', name: say('masters:required') },
          ],
        },
      ]}
      draftOf={(body) => ({
        id: body?.configuration.store ?? '',
        nameEn: body?.configuration.name.en ?? '',
        nameZh: body?.configuration.name.zh ?? '',
        addressEn: body?.configuration.address.en ?? '',
        addressZh: body?.configuration.address.zh ?? '',
        currency: body?.configuration.currency ?? '',
        channel: body?.channel ?? '',
        timeZone: body?.configuration.timeZone ?? '',
        shift: body?.configuration.shift ?? 'off',
      })}
      read={readStore}
      refused={{
        channel: 'masters:badChannel',
        currency: 'masters:badCurrency',
        timeZone: 'masters:badTimeZone',
      }}
    />
  );
}

/** The time of day there; null for a zone that the browser does not know. */
const timeIn = (timeZone: string, language: Language): string | null =>
  isTimeZone(timeZone)
    ? now().toLocaleTimeString(language, { timeZone, hour: '2-digit', minute: '2-digit' })
    : null;

function readStore(draft: Draft, before: OfficeStore | null): Read<OfficeStore> {
  const of = (id: string): string => (draft[id] ?? '').trim();
  if (!isId(of('id'))) return { at: 'id', flaw: 'masters:badId' };
  for (const at of ['nameEn', 'nameZh', 'addressEn', 'addressZh', 'channel'])
    if (of(at) === '') return { at, flaw: 'masters:badText' };
  if (!/^[A-Z]{3}$/.test(of('currency'))) return { at: 'currency', flaw: 'imports:currencyCell' };
  const timeZone = of('timeZone') === '' ? undefined : of('timeZone');
  if (timeZone !== undefined && !isTimeZone(timeZone))
    return { at: 'timeZone', flaw: 'masters:badTimeZone' };
  return {
    body: {
      channel: of('channel'),
      configuration: {
        ...{ rates: [], registers: [], ...before?.configuration },
        store: of('id'),
        name: { en: of('nameEn'), zh: of('nameZh') },
        address: { en: of('addressEn'), zh: of('addressZh') },
        currency: of('currency'),
        shift: of('shift') === 'required' ? 'required' : 'off',
        timeZone,
      },
    },
  };
}
