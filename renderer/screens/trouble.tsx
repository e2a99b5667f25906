/** Why this register cannot sell, and what to do about it; and the short wait before it can. */
import { FaultSentence } from '../parts/fault-strip.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.tsx';
import { useSupportBundle } from '../parts/support-bundle.tsx';
import type { Fault } from '../../shared/fault.ts';
import { useView } from '../register.ts';

/** Faults of the first start, before head office knows this machine. */
const isFirstStart = (fault: Fault | null): boolean =>
  fault !== null && /^(?:activation|channel|service|wire)\./.test(fault.code);
/** What these say elsewhere is for a register that goes on selling meanwhile. */
const firstWords = {
  'channel.unreachable': 'person.firstLine',
  'channel.certificate': 'person.firstTrust',
  'channel.pin': 'person.firstTrust',
} as const;
const isWorded = (code: string): code is keyof typeof firstWords => Object.hasOwn(firstWords, code);

export function TroubleScreen() {
  const { trouble, registerName, version } = useView('trouble', 'registerName', 'version');
  const { t } = useSpeech();
  const bundle = useSupportBundle();
  const first = isFirstStart(trouble);
  return (
    <div className="trouble">
      <section role="alert">
        <div className="ic">
          <Icon name="info" size={26} />
        </div>
        <div>
          <h1>{t(first ? 'person.first' : 'person.trouble')}</h1>
          {trouble === null ? null : isWorded(trouble.code) ? (
            <p>{t(firstWords[trouble.code])}</p>
          ) : (
            <FaultSentence fault={trouble} />
          )}
          <p className="quietly">{t(first ? 'person.firstText' : 'person.troubleText')}</p>
          <p className="quietly num">
            {[registerName, `Holdfast ${version}`, trouble?.code].filter(Boolean).join(' · ')}
          </p>
          <div className="acts">
            {bundle.key}
            {bundle.told}
          </div>
        </div>
      </section>
    </div>
  );
}

export function StartingScreen() {
  const { t } = useSpeech();
  return (
    <div className="trouble">
      <section aria-live="polite">
        <div>
          <h1>{t('person.starting')}</h1>
          <p>{t('person.startingText')}</p>
        </div>
      </section>
    </div>
  );
}
