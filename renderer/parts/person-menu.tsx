/** Who is signed in, and how the window speaks and looks. */
import { useId } from 'react';
import { usePanel } from '../panel.tsx';
import { useBarred } from '../barred.ts';
import { useActs, useFaultNotice, useView } from '../register.ts';
import { Choices } from './choices.tsx';
import { Dialog } from './dialog.tsx';
import { Key } from './key.tsx';
import { useSpeech } from './speech.tsx';

const languages = [
  { value: 'en-US', label: 'English' },
  { value: 'zh-CN', label: '中文' },
] as const;

export function PersonMenu() {
  const view = useView('staff', 'language', 'theme', 'training');
  const { open, close } = usePanel();
  const { send } = useActs();
  const { t, name } = useSpeech();
  const titleId = useId();
  const { raise } = useFaultNotice();
  const barred = useBarred();
  const pinBarred = barred(['changePin']);
  const trainingBarred = barred(['training']);
  const changePin = () => {
    close();
    if (pinBarred === null) open({ panel: 'changePin' });
    else raise(pinBarred);
  };
  return (
    <Dialog
      className="menu"
      titleId={titleId}
      keys={{ forward: close, close }}
      title={
        <div className="title">
          <h1 id={titleId}>{view.staff === null ? t('header.menu') : name(view.staff.name)}</h1>
          <div className="gap" />
          <Key className="small plain" hint="Esc" onPress={close}>
            {t('sell.close')}
          </Key>
        </div>
      }
    >
      <h2>{t('header.language')}</h2>
      <Choices
        label={t('header.language')}
        choices={languages}
        chosen={view.language}
        onChoose={(language) => send({ command: 'language', language })}
      />
      <h2>{t('header.theme')}</h2>
      <Choices
        label={t('header.theme')}
        choices={(['light', 'dark', 'contrast'] as const).map((value) => ({
          value,
          label: t(`header.${value}`),
        }))}
        chosen={view.theme}
        onChoose={(theme) => send({ command: 'theme', theme })}
      />
      {view.staff === null ? null : (
        <div className="deeds">
          <Key
            hint="Ctrl+L"
            onPress={() => {
              close();
              send({ command: 'lock' });
            }}
          >
            {t('header.lock')}
          </Key>
          <Key waits={pinBarred !== null} onPress={changePin}>
            {t('person.changePin')}
          </Key>
          {view.training === null ? (
            <Key
              waits={trainingBarred !== null}
              onPress={() => {
                close();
                send({ command: 'startTraining' });
              }}
            >
              {t('training.start')}
            </Key>
          ) : null}
          <Key
            onPress={() => {
              close();
              send({ command: 'signOut' });
            }}
          >
            {t('header.signOut')}
          </Key>
        </div>
      )}
    </Dialog>
  );
}
