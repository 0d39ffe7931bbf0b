import { isLanguage, LANGUAGES } from '@waylight/taxonomy/labels';
import { useState } from 'react';
import { LANGUAGE_NAMES } from '../text/languages.ts';
import { chooseLanguage, useLocale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';
import styles from './head.module.css';
import { applyTheme, rememberedTheme, THEMES, type Theme } from './theme.ts';

const THEME_WORDS: Readonly<Record<Theme, MessageId>> = {
  system: 'theme.system',
  light: 'theme.light',
  dark: 'theme.dark',
};

/** Language and colours, stored on this device. */
export function Choices() {
  const { language, t } = useLocale();
  const [theme, setTheme] = useState(rememberedTheme);
  return (
    <div className={styles.choices}>
      <label>
        <span className="spoken">{t('language.label')}</span>
        <select
          value={language}
          onChange={({ target }) => {
            if (isLanguage(target.value)) void chooseLanguage(target.value);
          }}
        >
          {LANGUAGES.map((one) => (
            <option key={one} value={one} lang={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="spoken">{t('theme.label')}</span>
        <select
          value={theme}
          onChange={({ target }) => {
            const chosen = THEMES.find((one) => one === target.value) ?? 'system';
            setTheme(chosen);
            applyTheme(chosen);
          }}
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {`${t('theme.label')}: ${t(THEME_WORDS[one])}`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
