/** The first-run tour: a few sentences at the foot of the window, once for each person, and again from F1. It never stands in the way. */
import { useState } from 'react';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { Guide } from './guide.tsx';
import { Key } from './key.tsx';
import { useSpeech } from './speech.tsx';

const steps = ['sale', 'forward', 'line', 'keys'] as const;

export function Tour() {
  const { tour, training, staff } = useView('tour', 'training', 'staff');
  const { touring } = usePanel();
  return (tour || touring) && staff !== null && training === null ? (
    <Touring key={staff.id} />
  ) : null;
}

function Touring() {
  const { tour } = useView('tour');
  const { endTour } = usePanel();
  const { send } = useActs();
  const { t } = useSpeech();
  const [at, setAt] = useState(0);
  const step = steps[at] ?? 'keys';
  const isLast = at === steps.length - 1;
  const end = () => {
    endTour();
    if (tour) send({ command: 'tourSeen' });
  };
  return (
    <Guide
      className="tour"
      label={t('tour.tour')}
      mark={`${at + 1}/${steps.length}`}
      step={t(`tour.${step}`)}
    >
      {isLast ? null : (
        <Key className="small plain" onPress={end}>
          {t('tour.skip')}
        </Key>
      )}
      <Key className="small" onPress={isLast ? end : () => setAt(at + 1)}>
        {t(isLast ? 'tour.end' : 'tour.next')}
      </Key>
    </Guide>
  );
}
