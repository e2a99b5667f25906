/** Staff: roles, badges, and new PINs. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { inLanguage } from '../../../../shared/notation.ts';
import {
  masterPaths,
  newPinSchema,
  staffListSchema,
  type MasterRow,
  type NewPin,
  type OfficeStaff,
  type SaveStaff,
} from '../../../../shared/wire/masters.ts';
import type { Fault } from '../../../../shared/fault.ts';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { AskDialog } from '../parts/dialog.tsx';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import type { Draft, Read } from './form.tsx';
import { MasterPage } from './list.tsx';
import { isId } from './reading.ts';

const roles = ['cashier', 'manager', 'stock'] as const;

export function StaffPage() {
  const say = useWords();
  const language = useLanguage();
  return (
    <MasterPage<SaveStaff['body'], OfficeStaff>
      kind="staff"
      job="1060"
      path={masterPaths.staff}
      schema={staffListSchema}
      idOf={(body) => body.id}
      titleOf={(body) => inLanguage(body.name, language)}
      columns={[
        { id: 'id', name: say('masters:id'), cell: (row) => row.body.id },
        {
          id: 'name',
          name: say('masters:person'),
          cell: (row) => inLanguage(row.body.name, language),
        },
        { id: 'role', name: say('masters:role'), cell: (row) => say(`masters:${row.body.role}`) },
        { id: 'badge', name: say('masters:badge'), spare: true, cell: (row) => row.body.badge },
        {
          id: 'pin',
          name: say('masters:pin'),
          cell: (row) => say(row.body.hasPin ? 'masters:hasPin' : 'masters:noPin'),
        },
      ]}
      fields={[
        { id: 'id', label: say('masters:id'), fixed: true, most: 64 },
        { id: 'nameEn', label: say('masters:personEn') },
        { id: 'nameZh', label: say('masters:personZh') },
        {
          id: 'role',
          label: say('masters:role'),
          choices: roles.map((id) => ({ id, name: say(`masters:${id}`) })),
        },
        { id: 'badge', label: say('masters:badge'), most: 64 },
      ]}
      draftOf={(body) => ({
        id: body?.id ?? '',
        nameEn: body?.name.en ?? '',
        nameZh: body?.name.zh ?? '',
        role: body?.role ?? 'cashier',
        badge: body?.badge ?? '',
      })}
      read={readStaff}
      refused={{ badge: 'masters:badBadge' }}
      keys={(row, refresh) => <ResetPin key="pin" of={row} refresh={refresh} />}
    />
  );
}

function readStaff(draft: Draft): Read<SaveStaff['body']> {
  const of = (id: string): string => (draft[id] ?? '').trim();
  if (!isId(of('id'))) return { at: 'id', flaw: 'masters:badId' };
  for (const at of ['nameEn', 'nameZh']) if (of(at) === '') return { at, flaw: 'masters:badText' };
  return {
    body: {
      id: of('id'),
      name: { en: of('nameEn'), zh: of('nameZh') },
      role: roles.find((role) => role === of('role')) ?? 'cashier',
      badge: of('badge') === '' ? null : of('badge'),
    },
  };
}

function ResetPin(props: {
  readonly of: MasterRow<OfficeStaff>;
  readonly refresh: () => Promise<void>;
}) {
  const { body, revision } = props.of;
  const { send } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [made, setMade] = useState<NewPin | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const reset = async (): Promise<void> => {
    const base = made?.revision ?? revision;
    const answer = await send(masterPaths.resetPin, { staff: body.id, base }, newPinSchema);
    setFault(answer.ok ? null : answer.fault);
    if (answer.ok) setMade(answer.value);
  };
  const close = (): void => {
    setMade(null);
    void props.refresh();
  };
  return (
    <>
      <Button className="key" onPress={() => void reset()}>
        {say('masters:resetPin')}
      </Button>
      {fault !== null && <FaultNotice fault={fault} />}
      {made !== null && (
        <AskDialog
          title={say('masters:pinTitle', { name: inLanguage(body.name, language) })}
          text={say('masters:pinText')}
          icon="people"
          tone="accent"
          act={say('masters:done')}
          fault={null}
          done={close}
          close={close}
        >
          <output className="secret num">{made.pin}</output>
        </AskDialog>
      )}
    </>
  );
}
