/** Why this register cannot sell, and what to do about it; and the short wait before it can. */
import { FaultSentence } from '../parts/fault-strip.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useSupportBundle } from '../parts/support-bundle.tsx';
import { useView } from '../register.ts';

export function TroubleScreen() {
  const { trouble, registerName, version } = useView();
  const { t } = useSpeech();
  const bundle = useSupportBundle();
  return (
    <div className="trouble">
      <section role="alert">
        <div className="ic">
          <Icon name="info" size={26} />
        </div>
        <div>
          <h1>{t('person.trouble')}</h1>
          {trouble === null ? null : <FaultSentence fault={trouble} />}
          <p className="quietly">{t('person.troubleText')}</p>
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
