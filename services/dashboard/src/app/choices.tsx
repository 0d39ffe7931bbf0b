import { isLanguage, LANGUAGES, type Language } from '@waylight/taxonomy/labels';
import { useState } from 'react';
import { LANGUAGE_NAMES } from '../text/languages.ts';
import { useLocale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';
import styles from './head.module.css';
import { chooseLanguage } from './language.ts';
import { chooseTheme, currentTheme, THEMES, type Theme } from './theme.ts';

const THEME_WORDS: Readonly<Record<Theme, MessageId>> = {
  system: 'theme.system',
  light: 'theme.light',
  dark: 'theme.dark',
};

/** Language and colours, stored on this device. */
export function Choices() {
  const { language, t } = useLocale();
  const [theme, setTheme] = useState(currentTheme);
  const [failed, setFailed] = useState<Language>();
  const choose = (one: Language) =>
    chooseLanguage(one).then(
      () => setFailed(undefined),
      () => setFailed(one),
    );
  return (
    <div className={styles.choices}>
      <label>
        <span className="sr-only">{t('language.label')}</span>
        <select
          value={language}
          onChange={({ target }) => {
            if (isLanguage(target.value)) void choose(target.value);
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
        <span className="sr-only">{t('theme.label')}</span>
        <select
          value={theme}
          onChange={({ target }) => {
            const chosen = THEMES.find((one) => one === target.value) ?? 'system';
            setTheme(chosen);
            chooseTheme(chosen);
          }}
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {`${t('theme.label')}: ${t(THEME_WORDS[one])}`}
            </option>
          ))}
        </select>
      </label>
      {failed !== undefined && (
        <span role="alert">{t('language.failed', { language: LANGUAGE_NAMES[failed] })}</span>
      )}
    </div>
  );
}
