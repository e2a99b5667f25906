/** Registers: what each says of itself and still owes, and one of them beside the list. */
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  registerShows,
  registersSchema,
  type RegisterRow,
  type Registers,
  type RegisterShow,
} from '../../../../shared/wire/registerlist.ts';
import { inLanguage } from '../../../../shared/notation.ts';
import { useLanguage } from '../display.tsx';
import { Icon } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import { DataTable } from '../parts/datatable.tsx';
import { ChoiceFilter, SearchFilter, SelectFilter } from '../parts/filterbar.tsx';
import { usePaged } from '../parts/paged.ts';
import { addressOf } from '../address.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { useTitle } from '../title.ts';
import { ok } from '../../../../shared/fault.ts';
import { AddRegister } from './add.tsx';
import { useRegisterColumns } from './columns.tsx';
import { RegisterPanel } from './panel.tsx';
import '../look/registers.css';

const pause = 3000;

/** `rest`: the id of the register beside the list. */
export function RegistersPage({ rest: chosen }: { readonly rest: string }) {
  const { read, open, may } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [show, setShow] = useState<RegisterShow>('all');
  const [text, setText] = useState('');
  const [store, setStore] = useState('');
  const [facts, setFacts] = useState<Omit<Registers, 'registers' | 'next'> | null>(null);
  const [adding, setAdding] = useState(false);
  useTitle(say('registerList:title'), open);
  const question = useCallback(
    async (after: string | null) => {
      const query = new URLSearchParams({ show, text });
      if (store !== '') query.set('store', store);
      if (after !== null) query.set('after', after);
      const path = `${headOfficePaths.registers}?${query.toString()}`;
      const answer = await read(path, registersSchema);
      if (!answer.ok) return answer;
      const { registers, next, ...others } = answer.value;
      setFacts(others);
      return ok({ rows: registers, next });
    },
    [read, show, text, store],
  );
  const { rows, fault, more, refresh } = usePaged<RegisterRow>(question, pause, open);
  const columns = useRegisterColumns(facts?.appliedVersion ?? 0);
  const row = rows?.find((one) => one.id === chosen);
  const goTo = (id: string): void => {
    location.hash = addressOf('registers', id);
  };
  return (
    <main className="desk">
      <div className="top plain-top">
        <div className="row">
          <h1>{say('registerList:title')}</h1>
          <div className="keys">
            {may('registers') && (
              <Button className="key" onPress={() => setAdding(true)}>
                <Icon of="plus" size={18} />
                {say('registerList:add')}
              </Button>
            )}
          </div>
        </div>
      </div>
      {fault !== null && <FaultNotice fault={fault} />}
      <div className={row === undefined ? 'list' : 'list with-panel'}>
        <div className="list-main">
          <div className="filters">
            <SearchFilter label={say('registerList:search')} value={text} change={setText} />
            <ChoiceFilter
              label={say('registerList:show')}
              value={show}
              change={setShow}
              choices={registerShows.map((id) => ({
                id,
                name: say(`registerList:${id}`),
                ...(facts === null ? {} : { count: facts.counts[id] }),
              }))}
            />
            <SelectFilter
              label={say('registerList:store')}
              all={say('registerList:allStores')}
              value={store}
              change={setStore}
              choices={(facts?.stores ?? []).map(({ id, name }) => ({
                id,
                name: inLanguage(name, language),
              }))}
            />
          </div>
          {rows !== null && (
            <DataTable
              label={say('registerList:title')}
              columns={columns}
              rows={rows}
              keyOf={(one) => one.id}
              choose={(one) => goTo(one.id === chosen ? '' : one.id)}
              chosen={row?.id ?? null}
              more={more}
            />
          )}
        </div>
        {row !== undefined && (
          <RegisterPanel key={row.id} of={row} refresh={refresh} close={() => goTo('')} />
        )}
      </div>
      {adding && (
        <AddRegister
          stores={facts?.stores ?? []}
          close={() => setAdding(false)}
          added={(id) => {
            setAdding(false);
            void refresh();
            goTo(id);
          }}
        />
      )}
    </main>
  );
}
