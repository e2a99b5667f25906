/** What each register runs: its parameter version beside the applied one, and whether it can be reached. */
import { useCallback } from 'react';
import { Trans } from 'react-i18next';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { registersSchema, type RegisterRow } from '../../../../shared/wire/registerlist.ts';
import { inLanguage } from '../../../../shared/notation.ts';
import { ContactChip } from '../contact.tsx';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { pause } from './editing.ts';

const works = (row: RegisterRow): boolean => row.contact !== 'never' && row.contact !== 'off';

/** `next`: the version that Save and apply would make, null when there is nothing to apply. */
export function RegisterVersions(props: { readonly next: number | null }) {
  const { next } = props;
  const { read, open } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const question = useCallback(() => read(headOfficePaths.registers, registersSchema), [read]);
  const { value, fault } = usePolled(question, pause, open);
  const title = say('registers:runs');
  if (value === null) {
    return <aside className="vers">{fault !== null && <FaultNotice fault={fault} />}</aside>;
  }
  const { registers, appliedVersion } = value;
  const working = registers.filter(works);
  const facts = {
    version: next ?? appliedVersion,
    running: working.filter((row) => row.parameterVersion === appliedVersion).length,
    all: working.length,
  };
  return (
    <aside className="vers" aria-label={title}>
      <h2>{title}</h2>
      <p className="lead">
        <Trans
          ns="registers"
          i18nKey={next === null ? 'running' : 'next'}
          values={facts}
          components={{ b: <b className="num" /> }}
        />
      </p>
      <table aria-label={title}>
        <thead>
          <tr>
            <th>{say('registers:register')}</th>
            <th className="r">{say('registers:version')}</th>
            <th className="r">{say('registers:state')}</th>
          </tr>
        </thead>
        <tbody>
          {registers.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <b className="num">{row.name}</b>
                <small>{inLanguage(row.storeName, language)}</small>
              </th>
              <td className="r num">
                <RunVersion row={row} applied={appliedVersion} />
              </td>
              <td className="r">
                <ContactChip contact={row.contact} lastContact={row.lastContact} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {registers.length === 0 && <p className="none">{say('registers:none')}</p>}
    </aside>
  );
}

function RunVersion(props: { readonly row: RegisterRow; readonly applied: number }) {
  const { row, applied } = props;
  const say = useWords();
  if (row.parameterVersion === null) {
    return (
      <>
        <span aria-hidden="true">–</span>
        <span className="unseen">{say('registers:unknown')}</span>
      </>
    );
  }
  if (row.parameterVersion === applied || !works(row)) return row.parameterVersion;
  return (
    <>
      <b className={row.contact === 'missing' ? 'behind' : undefined}>{row.parameterVersion}</b>
      <span className="unseen">{say('registers:older')}</span>
    </>
  );
}
