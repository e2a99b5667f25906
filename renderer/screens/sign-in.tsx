/** Sign-in: who is at the register, and the PIN. A scan is a badge. */
import { useRef, useState } from 'react';
import type { StaffTile } from '../../shared/bridge/view.ts';
import type { Fault } from '../../shared/fault.ts';
import { useKeys } from '../keyboard.tsx';
import { usePanel } from '../panel.tsx';
import { Icon } from '../parts/icon.tsx';
import { Key, MainKey, QuietKey } from '../parts/key.tsx';
import { useNow } from '../parts/now.ts';
import { useOnce } from '../parts/once.ts';
import { Pad, padded } from '../parts/pad.tsx';
import { useScanTaker } from '../parts/scanner.ts';
import { useSpeech } from '../parts/speech.ts';
import { useActs, useView } from '../register.ts';
import { initials, timeText } from '../../shared/notation.ts';

const longestPin = 12;
/** The rings that are always drawn; more appear when more is typed. */
const shownDots = 6;

type Person = { readonly staff: StaffTile } | 'other';

export function SignInScreen() {
  const { people } = useView();
  const { attempt } = useActs();
  const [person, setPerson] = useState<Person>(() => {
    const [first] = people;
    return first === undefined ? 'other' : { staff: first };
  });
  const [number, setNumber] = useState('');
  const [pin, setPin] = useState('');
  const once = useOnce();
  const [fault, setFault] = useState<Fault | null>(null);
  const numberRef = useRef<HTMLInputElement>(null);
  const pinRef = useRef<HTMLInputElement>(null);

  const signIn = async (staff: string) => {
    const result = await attempt({ command: 'signIn', staff, pin });
    setFault(result.ok ? null : result.fault);
    if (!result.ok) setPin('');
  };
  const enter = () => once(() => signIn(person === 'other' ? number.trim() : person.staff.id));
  const choose = (next: Person) => {
    setPerson(next);
    setPin('');
    setFault(null);
    if (next === 'other') numberRef.current?.focus();
  };
  const typePin = (next: string) => {
    setPin(next.slice(0, longestPin));
    setFault(null);
  };
  useScanTaker((code) => {
    choose('other');
    setNumber(code);
    pinRef.current?.focus();
  });
  useKeys('none', { forward: enter, type: () => pinRef.current?.focus() });
  return (
    <div className="signin">
      <StaffSide person={person} onChoose={choose} />
      <PinSide
        person={person}
        number={number}
        onNumber={setNumber}
        numberRef={numberRef}
        pin={pin}
        onPin={typePin}
        pinRef={pinRef}
        fault={fault}
        onEnter={enter}
      />
    </div>
  );
}

function StaffSide(props: {
  readonly person: Person;
  readonly onChoose: (person: Person) => void;
}) {
  const view = useView();
  const { t, name, language } = useSpeech();
  const { open } = usePanel();
  const now = useNow(60_000);
  const chosen = props.person === 'other' ? null : props.person.staff.id;
  return (
    <section className="staffside">
      <h1>{t('person.title')}</h1>
      <p className="lead">{t('person.lead')}</p>
      <fieldset className="staff" aria-label={t('person.people')}>
        {view.people.map((staff) => (
          <button
            key={staff.id}
            type="button"
            className={chosen === staff.id ? 'on' : ''}
            aria-pressed={chosen === staff.id}
            onClick={() => props.onChoose({ staff })}
          >
            <span className="face" aria-hidden="true">
              {initials(name(staff.name))}
            </span>
            <span>
              <strong>{name(staff.name)}</strong> <small>{t(`person.${staff.role}`)}</small>
            </span>
          </button>
        ))}
        <button
          type="button"
          className={props.person === 'other' ? 'other on' : 'other'}
          aria-pressed={props.person === 'other'}
          onClick={() => props.onChoose('other')}
        >
          <span className="face">
            <Icon name="barcode" size={28} />
          </span>
          <span>
            <strong>{t('person.other')}</strong> <small>{t('person.otherHint')}</small>
          </span>
        </button>
      </fieldset>
      <div className="belows">
        <Icon name="registers" size={18} />
        <span className="num">
          {t('person.register', {
            register: view.registerName,
            version: view.version,
            parameters: view.parameterVersion,
          })}
          {view.catalogueAt === null
            ? ''
            : t('person.catalogue', { time: timeText(view.catalogueAt, now, language) })}
        </span>
        <div className="gap" />
        <QuietKey hint="F10" onPress={() => open({ panel: 'connection' })}>
          <Icon name="plug" size={20} />
          {t('person.connection')}
        </QuietKey>
      </div>
    </section>
  );
}

type Field = React.RefObject<HTMLInputElement | null>;

function PinSide(props: {
  readonly person: Person;
  readonly number: string;
  readonly onNumber: (number: string) => void;
  readonly numberRef: Field;
  readonly pin: string;
  readonly onPin: (pin: string) => void;
  readonly pinRef: Field;
  readonly fault: Fault | null;
  readonly onEnter: () => void;
}) {
  const { t, name, say } = useSpeech();
  const { warning } = useView();
  const { person, pin, fault, numberRef, pinRef } = props;
  const other = person === 'other';
  const onEnterKey = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter') props.onEnter();
  };
  return (
    <section className="pinside">
      <h2>{other ? t('person.other') : name(person.staff.name)}</h2>
      <p className="lead">{t(other ? 'person.enterNumber' : 'person.enterPin')}</p>
      <input
        ref={numberRef}
        className={other ? 'staffnumber' : 'unseen'}
        type="text"
        tabIndex={other ? 0 : -1}
        aria-hidden={!other}
        autoComplete="off"
        aria-label={t('person.staffNumber')}
        placeholder={t('person.staffNumber')}
        value={props.number}
        onChange={(event) => props.onNumber(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && pin === '') pinRef.current?.focus();
          else onEnterKey(event);
        }}
      />
      <label className="dots">
        <input
          ref={pinRef}
          className="unseen"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          aria-label={t('person.pin')}
          aria-describedby="pin-fault"
          aria-invalid={fault !== null}
          value={pin}
          onChange={(event) => props.onPin(event.target.value.replaceAll(/\D/g, ''))}
          onKeyDown={onEnterKey}
        />
        {Array.from({ length: Math.max(shownDots, pin.length) }, (_, index) => (
          <i key={index} className={index < pin.length ? 'on' : ''} />
        ))}
      </label>
      <p className="fieldfault" id="pin-fault" role="alert">
        {fault === null ? '' : say(fault)}
      </p>
      <Pad keys="pin" onKey={(key) => props.onPin(padded(pin, key))} />
      {warning === null ? (
        <MainKey className="enter" hint="F12" onPress={props.onEnter}>
          {t('person.signIn')}
        </MainKey>
      ) : (
        <Key className="enter calm" onPress={props.onEnter}>
          {t('person.signIn')}
        </Key>
      )}
      <p className="works">{t('person.works')}</p>
    </section>
  );
}
