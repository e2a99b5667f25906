/** A page of master data with rows of their own: a list, and the chosen row as a form beside it. */
import { useCallback, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { z } from 'zod';
import { ok, type Fault } from '../../../../shared/fault.ts';
import type { JobId } from '../../../../shared/feed.ts';
import {
  masterShows,
  type ImportKind,
  type MasterList,
  type MasterRow,
  type MasterShow,
} from '../../../../shared/wire/masters.ts';
import { FaultNotice } from '../notice.tsx';
import { DataTable, type Column } from '../parts/datatable.tsx';
import { ChoiceFilter, SearchFilter } from '../parts/filterbar.tsx';
import { usePaged } from '../parts/paged.ts';
import { SidePanel } from '../parts/sidepanel.tsx';
import { useOffice } from '../session.tsx';
import { useWords, type Word } from '../text/language.ts';
import { DraftForm, type Draft, type FieldSpec, type Read } from './form.tsx';
import { MasterHead, useUnpublished } from './publish.tsx';
import '../look/masters.css';

const pause = 5000;

export type MasterKind<Body, Told> = {
  readonly kind: ImportKind;
  readonly job: JobId;
  readonly path: string;
  readonly schema: z.ZodType<MasterList<Told>>;
  readonly columns: readonly Column<MasterRow<Told>>[];
  readonly fields: readonly FieldSpec[];
  readonly idOf: (body: Told) => string;
  readonly titleOf: (body: Told) => string;
  readonly draftOf: (body: Told | null) => Draft;
  readonly read: (draft: Draft, before: Told | null) => Read<Body>;
  /** Words for a field that headquarters does not take. */
  readonly refused: Readonly<Record<string, Word>>;
  /** More keys for a row that is saved. */
  readonly keys?: (row: MasterRow<Told>, refresh: () => Promise<void>) => ReactNode;
};

export function MasterPage<Body, Told>(of: MasterKind<Body, Told>) {
  const { kind, job, path, schema, idOf } = of;
  const { read, open } = useOffice();
  const say = useWords();
  const [show, setShow] = useState<MasterShow>('active');
  const [text, setText] = useState('');
  const [counts, setCounts] = useState<MasterList<Told>['counts'] | null>(null);
  const [chosen, setChosen] = useState<MasterRow<Told> | 'new' | null>(null);
  const question = useCallback(
    async (after: string | null) => {
      const query = new URLSearchParams({ show, text });
      if (after !== null) query.set('after', after);
      const answer = await read(`${path}?${query.toString()}`, schema);
      if (!answer.ok) return answer;
      setCounts(answer.value.counts);
      return ok({ rows: answer.value.rows, next: answer.value.next });
    },
    [read, path, schema, show, text],
  );
  const { rows, fault, more, refresh } = usePaged<MasterRow<Told>>(question, pause, open);
  const unpublished = useUnpublished(job);
  const refreshAll = async (): Promise<void> => {
    await Promise.all([refresh(), unpublished.refresh()]);
  };
  const key = chosen === null ? null : chosen === 'new' ? 'new' : idOf(chosen.body);
  return (
    <main className="desk">
      <MasterHead {...{ kind, job, unpublished }} add={() => setChosen('new')} changed={refresh} />
      {fault !== null && <FaultNotice fault={fault} />}
      <div className={chosen === null ? 'list' : 'list with-panel'}>
        <div className="list-main">
          <div className="filters">
            <SearchFilter
              label={say(kind === 'products' ? 'masters:search' : 'masters:searchPlain')}
              value={text}
              change={setText}
            />
            <ChoiceFilter
              label={say('masters:show')}
              value={show}
              change={setShow}
              choices={masterShows.map((id) => ({
                id,
                name: say(`masters:${id}`),
                ...(counts === null ? {} : { count: counts[id] }),
              }))}
            />
          </div>
          {rows !== null && (
            <DataTable
              label={say(`masters:${kind}`)}
              columns={of.columns}
              rows={rows}
              keyOf={(row) => idOf(row.body)}
              choose={setChosen}
              chosen={key}
              {...(text === '' && show === 'active' ? { none: say('masters:noneYet') } : {})}
              more={more}
            />
          )}
        </div>
        {chosen !== null && (
          <RowPanel
            key={key}
            of={of}
            row={chosen === 'new' ? null : chosen}
            refresh={refreshAll}
            close={() => setChosen(null)}
          />
        )}
      </div>
    </main>
  );
}

function RowPanel<Body, Told>(props: {
  readonly of: MasterKind<Body, Told>;
  readonly row: MasterRow<Told> | null;
  readonly refresh: () => Promise<void>;
  readonly close: () => void;
}) {
  const { of, row, refresh, close } = props;
  const { write, may } = useOffice();
  const say = useWords();
  const [draft, setDraft] = useState(() => of.draftOf(row?.body ?? null));
  const [flaw, setFlaw] = useState<{ at: string; text: string } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const save = async (active: boolean): Promise<void> => {
    const body = of.read(draft, row?.body ?? null);
    if ('at' in body) {
      setFlaw({ at: body.at, text: say(body.flaw) });
      return;
    }
    const answer = await write(of.path, { base: row?.revision ?? null, active, body: body.body });
    if (answer.ok) {
      await refresh();
      close();
      return;
    }
    const at = answer.fault.code === 'master.invalid' ? String(answer.fault.data['at'] ?? '') : '';
    const word = of.refused[at];
    setFlaw(word === undefined ? null : { at, text: say(word) });
    setFault(word === undefined ? answer.fault : null);
  };
  const readOnly = !may('masterData');
  return (
    <SidePanel title={row === null ? say('masters:newOne') : of.titleOf(row.body)} close={close}>
      {fault !== null && <FaultNotice fault={fault} />}
      <DraftForm
        fields={of.fields}
        draft={draft}
        isNew={row === null}
        readOnly={readOnly}
        flaw={flaw}
        change={(next) => {
          setDraft(next);
          setFlaw(null);
          setFault(null);
        }}
      />
      {!readOnly && (
        <div className="panel-foot">
          <Button className="key main" onPress={() => void save(row?.active ?? true)}>
            {say('masters:save')}
          </Button>
          {row !== null && (
            <Button className="key" onPress={() => void save(!row.active)}>
              {say(row.active ? 'masters:deactivate' : 'masters:activate')}
            </Button>
          )}
          {row !== null && of.keys?.(row, refresh)}
        </div>
      )}
    </SidePanel>
  );
}
