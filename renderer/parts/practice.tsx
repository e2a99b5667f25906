/** The strip of a training: where the drill stands, cards to practise with, the line to cut, and the way back to work. */
import { use } from 'react';
import { moneyText } from '../../shared/notation.ts';
import { drillSteps, type PracticeCard, type TrainingView } from '../../shared/training.ts';
import { useActs, useView } from '../register.ts';
import { countText } from '../text/format.ts';
import { Guide } from './guide.tsx';
import { Icon } from './icon.tsx';
import { Key } from './key.tsx';
import { ScanContext } from './scanner.ts';
import { useSpeech } from './speech.tsx';

export function Practice() {
  const { training, staff } = useView('training', 'staff');
  return training === null || staff === null ? null : <Practising training={training} />;
}

function Practising({ training }: { readonly training: TrainingView }) {
  const { language } = useView('language');
  const { send } = useActs();
  const { t } = useSpeech();
  const { drill, cards, isCut } = training;
  const steps = drillSteps.length - 1;
  const at = drill === null || drill === 'end' ? null : drillSteps.indexOf(drill) + 1;
  return (
    <Guide
      className="practice"
      label={t('training.training')}
      mark={
        at === null
          ? t('training.mark')
          : `${countText(at, language)}/${countText(steps, language)}`
      }
      step={drill === null ? t('training.free') : t(`training.${drill}`)}
    >
      {cards.slice(0, 2).map((card) => (
        <CardChip key={card.number} card={card} />
      ))}
      <Key className="small" onPress={() => send({ command: 'practiceLine', up: isCut })}>
        <Icon name="plug" size={20} />
        {t(isCut ? 'training.mendLine' : 'training.cutLine')}
      </Key>
      <Key className="small" onPress={() => send({ command: 'drill', on: drill === null })}>
        {t(drill === null ? 'training.startDrill' : 'training.endDrill')}
      </Key>
      <Key className="small" onPress={() => send({ command: 'endTraining' })}>
        {t('training.leave')}
      </Key>
    </Guide>
  );
}

/** A practice card: touched, it is as if it had been scanned. */
function CardChip({ card }: { readonly card: PracticeCard }) {
  const { currency } = useView('currency');
  const { send } = useActs();
  const { t, language } = useSpeech();
  const takers = use(ScanContext);
  const balance = moneyText(card.balance, currency, language);
  const scan = () => {
    const taker = takers?.current.at(-1);
    if (taker === undefined) send({ command: 'scan', code: card.number });
    else taker(card.number);
  };
  return (
    <Key
      className="small chip"
      label={`${t('training.scanCard', { number: card.number })} ${balance}`}
      onPress={scan}
    >
      <Icon name={card.kind === 'giftCard' ? 'gift' : 'memo'} size={20} />
      <span className="num">{balance}</span>
    </Key>
  );
}
