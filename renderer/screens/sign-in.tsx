/** Sign-in: who is at the register, and the PIN. A scan is a badge. */
import { useKeys } from '../keyboard.tsx';
import { usePanel } from '../panel.tsx';
import { Icon } from '../parts/icon.tsx';
import { Key, MainKey, QuietKey } from '../parts/key.tsx';
import { useNow } from '../parts/now.ts';
import {
  NumberField,
  PinField,
  usePersonEntry,
  type Person,
  type PersonEntry,
} from '../parts/person-entry.tsx';
import { useSpeech } from '../parts/speech.tsx';
import { useActs, useView } from '../register.ts';
import { initials, timeText } from '../../shared/notation.ts';

export function SignInScreen() {
  const { lockedBy, people } = useView('lockedBy', 'people');
  const { attempt } = useActs();
  const entry = usePersonEntry(lockedBy ?? people[0], (staff, pin) =>
    attempt({ command: 'signIn', staff, pin }),
  );
  useKeys('none', { forward: entry.enter, type: () => entry.pinRef.current?.focus() });
  return (
    <div className="signin">
      <StaffSide person={entry.person} onChoose={entry.choose} />
      <PinSide entry={entry} />
    </div>
  );
}

function StaffSide(props: {
  readonly person: Person;
  readonly onChoose: (person: Person) => void;
}) {
  const view = useView(
    'lockedBy',
    'people',
    'registerName',
    'version',
    'parameterVersion',
    'catalogueAt',
  );
  const { t, name, language } = useSpeech();
  const { open } = usePanel();
  const now = useNow(60_000);
  const chosen = props.person === 'other' ? null : props.person.staff.id;
  return (
    <section className="staffside">
      <h1>{t(view.lockedBy === null ? 'person.title' : 'person.lockedTitle')}</h1>
      <p className="lead">
        {view.lockedBy === null
          ? t('person.lead')
          : t('person.lockedLead', { name: name(view.lockedBy.name) })}
      </p>
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

function PinSide({ entry }: { readonly entry: PersonEntry }) {
  const { t, name } = useSpeech();
  const { warning } = useView('warning');
  const { person, enter } = entry;
  const other = person === 'other';
  return (
    <section className="pinside">
      <h2>{other ? t('person.other') : name(person.staff.name)}</h2>
      <p className="lead">{t(other ? 'person.enterNumber' : 'person.enterPin')}</p>
      <NumberField entry={entry} />
      <PinField entry={entry} />
      {warning === null ? (
        <MainKey className="enter" hint="F12" onPress={enter}>
          {t('person.signIn')}
        </MainKey>
      ) : (
        <Key className="enter calm" onPress={enter}>
          {t('person.signIn')}
        </Key>
      )}
      <p className="works">{t('person.works')}</p>
    </section>
  );
}
