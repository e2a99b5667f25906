/** Language and look of the page: what the person chose on this computer, else what browser and system ask for. */
import {
  createContext,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider } from 'react-i18next';
import { assert } from '../../../shared/fault.ts';
import type { Language } from '../../../shared/identity.ts';
import { speakerOf } from './text/language.ts';

export const looks = ['system', 'light', 'dark', 'contrast'] as const;
export type Look = (typeof looks)[number];

type Display = {
  readonly language: Language;
  readonly look: Look;
  readonly setLanguage: (language: Language) => void;
  readonly setLook: (look: Look) => void;
};

const DisplayContext = createContext<Display | null>(null);

export function useDisplay(): Display {
  const display = use(DisplayContext);
  assert(display !== null, 'the display is used inside a DisplayProvider');
  return display;
}

export const useLanguage = (): Language => useDisplay().language;

const languageKey = 'holdfast-language';
const lookKey = 'holdfast-look';

function firstLanguage(): Language {
  const kept = localStorage.getItem(languageKey);
  if (kept === 'en-US' || kept === 'zh-CN') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en-US';
}

const firstLook = (): Look =>
  looks.find((look) => look === localStorage.getItem(lookKey)) ?? 'system';

const dark = matchMedia('(prefers-color-scheme: dark)');
const strong = matchMedia('(prefers-contrast: more), (forced-colors: active)');
const systemLook = (): Exclude<Look, 'system'> =>
  strong.matches ? 'contrast' : dark.matches ? 'dark' : 'light';

function watchSystem(changed: () => void): () => void {
  for (const query of [dark, strong]) query.addEventListener('change', changed);
  return () => {
    for (const query of [dark, strong]) query.removeEventListener('change', changed);
  };
}

export function DisplayProvider(props: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [look, setLook] = useState(firstLook);
  const system = useSyncExternalStore(watchSystem, systemLook);
  const shown = look === 'system' ? system : look;

  useEffect(() => {
    document.documentElement.lang = language === 'zh-CN' ? 'zh-CN' : 'en';
    document.documentElement.dataset['theme'] = shown;
  }, [language, shown]);

  const display = useMemo(
    () => ({
      language,
      look,
      setLanguage: (chosen: Language) => {
        localStorage.setItem(languageKey, chosen);
        setLanguage(chosen);
      },
      setLook: (chosen: Look) => {
        localStorage.setItem(lookKey, chosen);
        setLook(chosen);
      },
    }),
    [language, look],
  );
  return (
    <DisplayContext value={display}>
      <I18nextProvider i18n={speakerOf(language)}>
        <I18nProvider locale={language}>{props.children}</I18nProvider>
      </I18nextProvider>
    </DisplayContext>
  );
}
