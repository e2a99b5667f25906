/** Adds a register to a store; it is activated with a code afterwards. */
import { useState } from 'react';
import type { Fault } from '../../../../shared/fault.ts';
import { inLanguage } from '../../../../shared/notation.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import type { Registers } from '../../../../shared/wire/registerlist.ts';
import { useLanguage } from '../display.tsx';
import { AskDialog } from '../parts/dialog.tsx';
import { Field, SelectField } from '../parts/field.tsx';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';

export function AddRegister(props: {
  readonly stores: Registers['stores'];
  readonly added: (id: string) => void;
  readonly close: () => void;
}) {
  const { stores, added, close } = props;
  const { write } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const [store, setStore] = useState(stores[0]?.id ?? '');
  const [fault, setFault] = useState<Fault | null>(null);
  const save = async (): Promise<void> => {
    const answer = await write(headOfficePaths.addRegister, { id, name, store });
    if (answer.ok) added(id);
    else setFault(answer.fault);
  };
  return (
    <AskDialog
      title={say('registerList:addTitle')}
      icon="register"
      tone="accent"
      act={say('registerList:save')}
      disabled={id.trim() === '' || name.trim() === '' || store === ''}
      fault={fault}
      done={() => void save()}
      close={close}
    >
      <div className="pair">
        <Field label={say('registerList:id')} value={id} change={setId} most={64} first />
        <Field label={say('registerList:name')} value={name} change={setName} most={20} />
      </div>
      <SelectField
        label={say('registerList:store')}
        value={store}
        choices={stores.map((one) => ({ id: one.id, name: inLanguage(one.name, language) }))}
        change={setStore}
      />
    </AskDialog>
  );
}
