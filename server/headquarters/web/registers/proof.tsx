/** Nothing missing: asks headquarters to walk the register's chain over some days, and says what it found. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { chainProofSchema, type ChainProof } from '../../../../shared/wire/registerlist.ts';
import { now } from '../clock.ts';
import { Icon } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import { DayField } from '../parts/dayfield.tsx';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';

const dayOf = (date: Date): string => date.toLocaleDateString('sv-SE');

/** The instant at which a day of this computer's calendar begins, or the one `later` days after it. */
function beginOf(day: string, later = 0): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) return null;
  const date = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + later);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const monthAgo = (): Date => new Date(now().getTime() - 30 * 86_400_000);

export function ChainProofForm(props: { readonly register: string }) {
  const { read } = useOffice();
  const say = useWords();
  const [from, setFrom] = useState(() => dayOf(monthAgo()));
  const [until, setUntil] = useState(() => dayOf(now()));
  const [proof, setProof] = useState<ChainProof | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const [first, after] = [beginOf(from), beginOf(until, 1)];
  const isPeriod = first !== null && after !== null && first < after;
  const query = new URLSearchParams({
    register: props.register,
    from: first ?? '',
    until: after ?? '',
  }).toString();
  const change = (set: (day: string) => void) => (day: string) => {
    set(day);
    setProof(null);
  };
  const prove = async (): Promise<void> => {
    setBusy(true);
    const answer = await read(`${headOfficePaths.chain}?${query}`, chainProofSchema);
    setBusy(false);
    setFault(answer.ok ? null : answer.fault);
    setProof(answer.ok ? answer.value : null);
  };
  const flaw =
    first === null || after === null ? null : isPeriod ? null : say('registerList:badPeriod');
  return (
    <section className="proof" aria-label={say('registerList:proof')}>
      <h3>{say('registerList:proof')}</h3>
      <div className="pair">
        <DayField
          label={say('registerList:from')}
          value={from}
          change={change(setFrom)}
          flaw={first === null ? say('registerList:badDay') : null}
        />
        <DayField
          label={say('registerList:until')}
          value={until}
          change={change(setUntil)}
          flaw={after === null ? say('registerList:badDay') : flaw}
        />
      </div>
      <div className="panel-foot">
        <Button
          className="key"
          isPending={busy}
          isDisabled={!isPeriod}
          onPress={() => void prove()}
        >
          {say('registerList:prove')}
        </Button>
        {isPeriod && (
          <a className="key plain" href={`${headOfficePaths.chainFile}?${query}`} download>
            {say('registerList:export')}
          </a>
        )}
      </div>
      {fault !== null && <FaultNotice fault={fault} />}
      <output>{proof !== null && <Verdict of={proof} />}</output>
    </section>
  );
}

function Verdict({ of: proof }: { readonly of: ChainProof }) {
  const say = useWords();
  if (proof.whole) {
    return (
      <div className="verdict fine">
        <Icon of="check" />
        <p>
          {proof.first === null
            ? say('registerList:empty')
            : say('registerList:whole', {
                first: proof.first,
                last: proof.last ?? proof.first,
                count: proof.entries,
              })}
          {proof.seal !== null && (
            <small className="num">
              {say('registerList:seal', { seal: proof.seal.slice(0, 16) })}
            </small>
          )}
        </p>
      </div>
    );
  }
  return (
    <div className="verdict stop">
      <Icon of="info" />
      <div>
        <p>{say('registerList:flawed', { count: proof.flawed, entries: proof.entries })}</p>
        <ul>
          {proof.flaws.map(({ kind, number, hash }) => (
            <li key={`${kind} ${number} ${hash}`}>
              {say(kind === 'waiting' ? 'registerList:waitingEntry' : `registerList:${kind}`, {
                number,
              })}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
