/** Who is signed in, and how the window speaks and looks. */
import { useId } from 'react';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { Choices } from './choices.tsx';
import { Dialog } from './dialog.tsx';
import { Key } from './key.tsx';
import { useSpeech } from './speech.ts';

const languages = [
  { value: 'en-US', label: 'English' },
  { value: 'zh-CN', label: '中文' },
] as const;

export function PersonMenu() {
  const view = useView();
  const { close } = usePanel();
  const { send } = useActs();
  const { t, name } = useSpeech();
  const titleId = useId();
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
        <Key
          className="signout"
          onPress={() => {
            close();
            send({ command: 'signOut' });
          }}
        >
          {t('header.signOut')}
        </Key>
      )}
    </Dialog>
  );
}
