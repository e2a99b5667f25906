/** Another person's approval: over whatever asked for it, name or badge and PIN; then the command is done by itself. */
import { useEffect, useMemo } from 'react';
import type { StaffTile } from '../../shared/bridge/view.ts';
import { faultCodes } from '../../shared/fault.ts';
import { operationById } from '../../shared/operations/catalogue.ts';
import { initials } from '../../shared/notation.ts';
import { useOverride, type Asking } from '../override.tsx';
import { useAnswer, useRegister, useView } from '../register.ts';
import { SmallDialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { NumberField, PinField, usePersonEntry } from './person-entry.tsx';
import { useSpeech } from './speech.tsx';

export function Approval() {
  const { asking } = useOverride();
  return asking === null ? null : <Approvers asking={asking} />;
}

/** Knows first who may approve: usually one person is in charge, and is chosen already. */
function Approvers({ asking }: { readonly asking: Asking }) {
  const operation = Number(asking.fault.data['operation']);
  const query = useMemo(() => ({ query: 'approvers' as const, operation }), [operation]);
  const answered = useAnswer<'approvers'>(query, null);
  if (answered === undefined) return null;
  const people = answered.ok ? answered.value : [];
  return <AskApproval asking={asking} operation={operation} people={people} />;
}

function AskApproval(props: {
  readonly asking: Asking;
  readonly operation: number;
  readonly people: readonly StaffTile[];
}) {
  const { asking, operation, people } = props;
  const { fault, answer } = asking;
  const { staff } = useView('staff');
  const register = useRegister();
  const { t, name, say } = useSpeech();
  const entry = usePersonEntry(people[0], async (person, pin) => {
    const result = await register.command({ command: 'approve', staff: person, pin, operation });
    if (result.ok) answer(true);
    return result;
  });
  const { person, choose } = entry;
  useEffect(() => {
    if (staff === null) answer(false);
  }, [staff, answer]);
  const row = operationById(operation);
  const because = faultCodes.find((code) => code === fault.data['because']);
  const cancel = () => answer(false);
  return (
    <SmallDialog
      title={t('person.approvalTitle', { operation: row === undefined ? '' : name(row.name) })}
      text={
        <>
          {say(fault)}
          {because === undefined ? null : <br />}
          {because === undefined ? null : say({ ...fault, code: because })}
        </>
      }
      icon={<Icon name="user" size={26} />}
      keys={{ forward: entry.enter, close: cancel }}
      foot={
        <>
          <MainKey hint="F12" onPress={entry.enter}>
            {t('person.approve')}
          </MainKey>
          <Key hint="Esc" onPress={cancel}>
            {t('sell.cancel')}
          </Key>
        </>
      }
    >
      <div className="approval">
        <fieldset className="approvers" aria-label={t('person.people')}>
          {people.map((tile) => (
            <button
              key={tile.id}
              type="button"
              aria-pressed={person !== 'other' && person.staff.id === tile.id}
              onClick={() => choose({ staff: tile })}
            >
              <span className="face" aria-hidden="true">
                {initials(name(tile.name))}
              </span>
              <span>
                <strong>{name(tile.name)}</strong> <small>{t(`person.${tile.role}`)}</small>
              </span>
            </button>
          ))}
          <button type="button" aria-pressed={person === 'other'} onClick={() => choose('other')}>
            <span className="face">
              <Icon name="barcode" size={22} />
            </span>
            <span>
              <strong>{t('person.other')}</strong> <small>{t('person.otherHint')}</small>
            </span>
          </button>
        </fieldset>
        <div className="proof">
          <NumberField entry={entry} />
          <PinField entry={entry} />
        </div>
      </div>
    </SmallDialog>
  );
}
