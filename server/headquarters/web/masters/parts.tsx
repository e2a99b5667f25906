/** A page of what belongs to a store, such as its taxes: one store is chosen, and its rows are edited with it. */
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import type { StoreConfiguration } from '../../../../shared/feed.ts';
import { inLanguage } from '../../../../shared/notation.ts';
import {
  masterPaths,
  storeListSchema,
  type MasterRow,
  type OfficeStore,
} from '../../../../shared/wire/masters.ts';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { DataTable, type Column } from '../parts/datatable.tsx';
import { SelectField } from '../parts/field.tsx';
import { SidePanel } from '../parts/sidepanel.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { DraftForm, type Draft, type FieldSpec, type Read } from './form.tsx';
import { MasterHead, useUnpublished } from './publish.tsx';
import '../look/masters.css';

const pause = 5000;

export type StorePart<Part> = {
  readonly kind: 'tenders' | 'taxes' | 'limits';
  readonly rowsOf: (store: StoreConfiguration) => readonly Part[];
  readonly idOf: (part: Part) => string;
  readonly titleOf: (part: Part) => string;
  readonly columns: (store: StoreConfiguration) => readonly Column<Part>[];
  readonly fields: readonly FieldSpec[];
  readonly draftOf: (part: Part | null, store: StoreConfiguration) => Draft;
  /** The store with the part as it was typed. */
  readonly read: (draft: Draft, store: StoreConfiguration) => Read<StoreConfiguration>;
  /** The store without the part; absent: parts stay. */
  readonly without?: (part: Part, store: StoreConfiguration) => StoreConfiguration;
};

export function StorePartPage<Part>(of: StorePart<Part>) {
  const { read, open } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [id, setId] = useState('');
  const [chosen, setChosen] = useState<Part | 'new' | null>(null);
  const question = useCallback(() => read(masterPaths.stores, storeListSchema), [read]);
  const { value, fault, refresh } = usePolled(question, pause, open);
  const unpublished = useUnpublished('1070');
  const stores = value?.rows ?? [];
  const row = stores.find((one) => one.body.configuration.store === id) ?? stores[0];
  const store = row?.body.configuration;
  return (
    <main className="desk">
      <MasterHead
        kind={of.kind}
        job="1070"
        unpublished={unpublished}
        {...(of.without === undefined ? {} : { add: () => setChosen('new') })}
        changed={async () => void (await refresh())}
      />
      {fault !== null && <FaultNotice fault={fault} />}
      {row !== undefined && store !== undefined && (
        <div className={chosen === null ? 'list' : 'list with-panel'}>
          <div className="list-main">
            <div className="filters">
              <SelectField
                label={say('masters:store')}
                value={store.store}
                choices={stores.map(({ body }) => ({
                  id: body.configuration.store,
                  name: inLanguage(body.configuration.name, language),
                }))}
                change={(next) => {
                  setId(next);
                  setChosen(null);
                }}
              />
            </div>
            <DataTable
              label={say(`masters:${of.kind}`)}
              columns={of.columns(store)}
              rows={of.rowsOf(store)}
              keyOf={of.idOf}
              choose={setChosen}
              chosen={chosen === null || chosen === 'new' ? null : of.idOf(chosen)}
              none={say('masters:noneYet')}
            />
          </div>
          {chosen !== null && (
            <PartPanel
              key={`${store.store} ${chosen === 'new' ? 'new' : of.idOf(chosen)}`}
              of={of}
              row={row}
              part={chosen === 'new' ? null : chosen}
              saved={async () => {
                await Promise.all([refresh(), unpublished.refresh()]);
                setChosen(null);
              }}
              close={() => setChosen(null)}
            />
          )}
        </div>
      )}
    </main>
  );
}

function PartPanel<Part>(props: {
  readonly of: StorePart<Part>;
  readonly row: MasterRow<OfficeStore>;
  readonly part: Part | null;
  readonly saved: () => Promise<void>;
  readonly close: () => void;
}) {
  const { of, part, close } = props;
  const { write, may } = useOffice();
  const say = useWords();
  // The store as it was when the panel opened: a save over somebody else's is refused.
  const [{ body, revision, active }] = useState(props.row);
  const store = body.configuration;
  const [draft, setDraft] = useState(() => of.draftOf(part, store));
  const [flaw, setFlaw] = useState<{ at: string; text: string } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const put = async (configuration: StoreConfiguration): Promise<void> => {
    const edit = { base: revision, active, body: { channel: body.channel, configuration } };
    const answer = await write(masterPaths.stores, edit);
    if (answer.ok) await props.saved();
    else setFault(answer.fault);
  };
  const save = async (): Promise<void> => {
    const read = of.read(draft, store);
    if ('at' in read) setFlaw({ at: read.at, text: say(read.flaw) });
    else await put(read.body);
  };
  const { without } = of;
  return (
    <SidePanel title={part === null ? say('masters:newOne') : of.titleOf(part)} close={close}>
      {fault !== null && <FaultNotice fault={fault} />}
      <DraftForm
        fields={of.fields}
        draft={draft}
        isNew={part === null}
        readOnly={!may('masterData')}
        flaw={flaw}
        change={(next) => {
          setDraft(next);
          setFlaw(null);
          setFault(null);
        }}
      />
      {may('masterData') && (
        <div className="panel-foot">
          <Button className="key main" onPress={() => void save()}>
            {say('masters:save')}
          </Button>
          {part !== null && without !== undefined && (
            <Button className="key" onPress={() => void put(without(part, store))}>
              {say('masters:remove')}
            </Button>
          )}
        </div>
      )}
    </SidePanel>
  );
}
