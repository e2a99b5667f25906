/** English or Chinese; each is named in itself. */
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useDisplay } from './display.tsx';
import { useWords } from './text/language.ts';

export function LanguageSwitch() {
  const { language, setLanguage } = useDisplay();
  const say = useWords();
  return (
    <ToggleButtonGroup
      className="languages"
      aria-label={say('office:language')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => setLanguage(keys.has('zh-CN') ? 'zh-CN' : 'en-US')}
    >
      <ToggleButton id="en-US" lang="en">
        English
      </ToggleButton>
      <ToggleButton id="zh-CN" lang="zh-CN">
        中文
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
