/** Keeps what is being edited of the parameters while another page is looked at. */
import { createContext, use, type ReactNode } from 'react';
import { useEditing, type MaybeEditing } from './editing.ts';

const EditingContext = createContext<MaybeEditing>({ editing: null, fault: null });

/** `shown`: whether the page is looked at; only then headquarters is asked for news. */
export function EditingProvider(props: { readonly shown: boolean; readonly children: ReactNode }) {
  return <EditingContext value={useEditing(props.shown)}>{props.children}</EditingContext>;
}

export const useKeptEditing = (): MaybeEditing => use(EditingContext);
