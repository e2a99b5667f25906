/** Who somebody is, and the secret that proves it: a name touched or a badge scanned or a number typed, then PIN or password. */
import { useRef, useState, type RefObject } from 'react';
import type { StaffTile } from '../../shared/bridge/view.ts';
import type { Fault, Result } from '../../shared/fault.ts';
import { longestPin } from '../../shared/pin.ts';
import { useOnce } from './once.ts';
import { Pad, padded } from './pad.tsx';
import { useScanTaker } from './scanner.ts';
import { useSpeech } from './speech.tsx';

/** The rings that are always drawn; more appear when more is typed, up to the last of these. */
const shownDots = 6;
const mostDots = 16;

export type Person = { readonly staff: StaffTile } | 'other';

export type PersonEntry = {
  readonly person: Person;
  readonly number: string;
  readonly pin: string;
  readonly fault: Fault | null;
  readonly numberRef: RefObject<HTMLInputElement | null>;
  readonly pinRef: RefObject<HTMLInputElement | null>;
  readonly choose: (person: Person) => void;
  readonly typeNumber: (number: string) => void;
  readonly typePin: (pin: string) => void;
  /** Where the number pad types to. */
  readonly aim: (at: 'number' | 'pin') => void;
  readonly padKey: (key: string) => void;
  readonly enter: () => void;
};

/** `prove` is asked with number or badge and secret; what it refuses is shown beside the secret, which is cleared. */
export function usePersonEntry(
  first: StaffTile | undefined,
  prove: (staff: string, pin: string) => Promise<Result<void>>,
): PersonEntry {
  const [person, setPerson] = useState<Person>(first === undefined ? 'other' : { staff: first });
  const [number, setNumber] = useState('');
  const [pin, setPin] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [aimed, aim] = useState<'number' | 'pin'>(first === undefined ? 'number' : 'pin');
  const numberRef = useRef<HTMLInputElement>(null);
  const pinRef = useRef<HTMLInputElement>(null);
  const once = useOnce();
  const choose = (next: Person) => {
    setPerson(next);
    setPin('');
    setFault(null);
    aim(next === 'other' ? 'number' : 'pin');
    if (next === 'other') numberRef.current?.focus();
  };
  const typePin = (next: string) => {
    setPin(next.slice(0, longestPin));
    setFault(null);
  };
  useScanTaker((code) => {
    choose('other');
    setNumber(code);
    aim('pin');
    pinRef.current?.focus();
  });
  return {
    person,
    number,
    pin,
    fault,
    numberRef,
    pinRef,
    choose,
    typeNumber: setNumber,
    typePin,
    aim,
    padKey: (key) =>
      aimed === 'number' && person === 'other'
        ? setNumber(padded(number, key))
        : typePin(padded(pin, key)),
    enter: () =>
      once(async () => {
        const result = await prove(person === 'other' ? number.trim() : person.staff.id, pin);
        setFault(result.ok ? null : result.fault);
        if (!result.ok) setPin('');
      }),
  };
}

/** The staff number of somebody who has no tile here. */
export function NumberField({ entry }: { readonly entry: PersonEntry }) {
  const { t } = useSpeech();
  const { person, number, pin, numberRef, pinRef } = entry;
  const other = person === 'other';
  return (
    <input
      ref={numberRef}
      className={other ? 'staffnumber' : 'unseen'}
      type="text"
      tabIndex={other ? 0 : -1}
      aria-hidden={!other}
      autoComplete="off"
      aria-label={t('person.staffNumber')}
      placeholder={t('person.staffNumber')}
      value={number}
      onFocus={() => entry.aim('number')}
      onChange={(event) => entry.typeNumber(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        if (pin === '') pinRef.current?.focus();
        else entry.enter();
      }}
    />
  );
}

/** The secret as rings, the fault that it caused, and the pad that types it. */
export function PinField({ entry }: { readonly entry: PersonEntry }) {
  const { t, say } = useSpeech();
  const { pin, pinRef, fault } = entry;
  return (
    <>
      <Dots
        label={t('person.pin')}
        entry={{ pin, pinRef, fault }}
        type={entry.typePin}
        enter={entry.enter}
        onFocus={() => entry.aim('pin')}
      />
      <p className="fieldfault" id="pin-fault" role="alert">
        {fault === null ? '' : say(fault)}
      </p>
      <Pad keys="pin" onKey={entry.padKey} />
    </>
  );
}

/** A secret that is never shown: one ring for each character. */
function Dots(props: {
  readonly label: string;
  readonly entry: Pick<PersonEntry, 'pin' | 'pinRef' | 'fault'>;
  readonly type: (pin: string) => void;
  readonly enter: () => void;
  readonly onFocus: () => void;
}) {
  const { pin, pinRef, fault } = props.entry;
  return (
    <label className="dots">
      <input
        ref={pinRef}
        className="unseen"
        type="password"
        autoComplete="off"
        aria-label={props.label}
        aria-describedby="pin-fault"
        aria-invalid={fault !== null}
        value={pin}
        onFocus={props.onFocus}
        onChange={(event) => props.type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') props.enter();
        }}
      />
      {Array.from({ length: Math.min(mostDots, Math.max(shownDots, pin.length)) }, (_, index) => (
        <i key={index} className={index < pin.length ? 'on' : ''} />
      ))}
    </label>
  );
}
