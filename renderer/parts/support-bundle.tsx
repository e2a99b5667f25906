/** Makes a support bundle and says where it lies, for whoever is on the telephone with IT. */
import { useState } from 'react';
import type { Result } from '../../shared/fault.ts';
import { useRegister } from '../register.ts';
import { FaultSentence } from './fault-strip.tsx';
import { Icon } from './icon.tsx';
import { Key } from './key.tsx';
import { useSpeech } from './speech.tsx';

type Made = Result<{ readonly file: string }> | 'none' | 'working';

/** The key, and what came of it beside the key. */
export function useSupportBundle() {
  const register = useRegister();
  const { t } = useSpeech();
  const [made, setMade] = useState<Made>('none');
  const make = async () => {
    setMade('working');
    setMade(await register.query({ query: 'supportBundle' }));
  };
  return {
    key: (
      <Key onPress={() => (made === 'working' ? undefined : void make())}>
        <Icon name="info" size={20} />
        {t('connection.bundle')}
      </Key>
    ),
    told: made === 'none' ? null : <Told made={made} />,
  };
}

function Told({ made }: { readonly made: Exclude<Made, 'none'> }) {
  const { t } = useSpeech();
  if (made === 'working') return <p aria-live="polite">{t('connection.bundling')}</p>;
  if (!made.ok)
    return (
      <div className="fieldfault" role="alert">
        <FaultSentence fault={made.fault} />
      </div>
    );
  return (
    <p aria-live="polite" className="bundle">
      {t('connection.bundled', { file: made.value.file })}
    </p>
  );
}
