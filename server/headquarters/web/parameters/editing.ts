/** The parameters of headquarters and what is being edited on top of them. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Fault } from '../../../../shared/fault.ts';
import type { InstrumentKind } from '../../../../shared/instrument.ts';
import type { Parameters } from '../../../../shared/parameters.ts';
import {
  headOfficePaths,
  parametersStateSchema,
  type ParametersState,
} from '../../../../shared/wire/headoffice.ts';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import {
  changesBetween,
  draftOf,
  fieldAt,
  flawsOf,
  readDraft,
  rebase,
  valuesIn,
  valuesOf,
  type Change,
  type Draft,
  type Place,
  type RuleDraft,
} from './draft.ts';

/** How often the page looks for news, milliseconds. */
export const pause = 2000;

/** What was edited, and the version that it was edited on. */
type Edit = { readonly base: Parameters; readonly draft: Draft };
/** The last act that went well. */
export type Done =
  | { readonly act: 'applied' | 'saved'; readonly version: number }
  | { readonly act: 'cacheReset' };

export type Editing = {
  readonly state: ParametersState;
  readonly draft: Draft;
  /** Differences between the fields and what registers are given. */
  readonly changes: readonly Change[];
  /** The fields differ from the newest saved version. */
  readonly edited: boolean;
  /** There is something that Save and apply would bring to registers. */
  readonly pending: boolean;
  /** Somebody saved a newer version while this one was edited. */
  readonly overtaken: boolean;
  /** Fields that cannot be read, or that headquarters does not take. */
  readonly flaws: readonly Place[];
  readonly done: Done | null;
  readonly fault: Fault | null;
  readonly busy: boolean;
  readonly change: (kind: InstrumentKind, rule: Partial<RuleDraft>) => void;
  readonly discard: () => void;
  readonly keepMine: () => void;
  readonly save: () => Promise<void>;
  readonly saveAndApply: () => Promise<void>;
  readonly resetCache: () => Promise<void>;
};

/** null until headquarters has answered for the first time; `fault` says why it has not. */
export type MaybeEditing = { readonly editing: Editing | null; readonly fault: Fault | null };

export function useEditing(shown: boolean): MaybeEditing {
  const { read, write, open } = useOffice();
  const question = useCallback(
    () => read(headOfficePaths.parameters, parametersStateSchema),
    [read],
  );
  const { value: state, fault: unread, refresh } = usePolled(question, pause, open && shown);
  const [edit, setEdit] = useState<Edit | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [refused, setRefused] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  const judged = useMemo(() => (state === null ? null : judge(state, edit)), [state, edit]);
  useWarningBeforeLeaving(judged?.edited ?? false);
  if (state === null || judged === null) return { editing: null, fault: unread };
  const { saved, currency } = state;
  const { draft, edited } = judged;
  const base = edit !== null && edited ? edit.base : saved;

  const act = async (work: () => Promise<Done | Fault>): Promise<void> => {
    setBusy(true);
    setDone(null);
    setRefused(null);
    const outcome = await work();
    if ('code' in outcome) setRefused(outcome);
    else setDone(outcome);
    setBusy(false);
  };
  const send = async (path: string, name: 'applied' | 'saved'): Promise<void> => {
    const typed = readDraft(draft, currency);
    if (typed === null) return;
    await act(async () => {
      const body = { base: base.version, ...typed, offlineProfile: saved.offlineProfile };
      const answer = await write(path, body);
      const fresh = await refresh();
      if (!answer.ok) return answer.fault;
      setEdit(null);
      return { act: name, version: fresh.ok ? fresh.value.saved.version : saved.version };
    });
  };

  const invalid = refused?.code === 'parameters.invalid' ? fieldAt(refused.data['at']) : null;
  const editing: Editing = {
    state,
    ...judged,
    flaws: invalid === null ? judged.flaws : [...judged.flaws, invalid],
    done,
    fault: refused ?? unread,
    busy,
    change: (kind, rule) => {
      setDone(null);
      setRefused(null);
      setEdit({ base, draft: { ...draft, [kind]: { ...draft[kind], ...rule } } });
    },
    discard: () => {
      setEdit(null);
      setDone(null);
      setRefused(null);
    },
    keepMine: () => {
      setRefused(null);
      setEdit({
        base: saved,
        draft: rebase(draft, base, saved, currency),
      });
    },
    save: () => send(headOfficePaths.parameters, 'saved'),
    saveAndApply: () => send(headOfficePaths.applyParameters, 'applied'),
    resetCache: () =>
      act(async () => {
        const answer = await write(headOfficePaths.resetCache);
        return answer.ok ? { act: 'cacheReset' } : answer.fault;
      }),
  };
  return { editing, fault: null };
}

function judge(state: ParametersState, edit: Edit | null) {
  const { saved, applied, currency } = state;
  const draft = edit?.draft ?? draftOf(saved, currency);
  const values = valuesOf(draft, currency);
  const edited = changesBetween(valuesIn(saved), values).length > 0;
  return {
    draft,
    edited,
    changes: changesBetween(valuesIn(applied), values),
    pending: edited || saved.version !== applied.version,
    overtaken: edited && edit !== null && edit.base.version !== saved.version,
    flaws: flawsOf(draft, currency),
  };
}

function useWarningBeforeLeaving(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [active]);
}
