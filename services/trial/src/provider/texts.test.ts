import { LANGUAGES } from '@waylight/taxonomy/labels';
import { expect, it } from 'vitest';
import en from '../../locale/en.json' with { type: 'json' };
import { chooseLocale, type TextName } from './texts.ts';

const NAMES = Object.keys(en) as TextName[];
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const echo = { command: '{command}', count: '{count}', error: '{error}', minutes: '{minutes}', url: '{url}' };

it.each(LANGUAGES)('has every text in %s, with the placeholders of English', (language) => {
  const { t } = chooseLocale(language, []);
  for (const name of NAMES)
    expect([name, placeholders(t(name, echo))]).toEqual([name, placeholders(en[name])]);
});

it('transliterates Serbian, except for values', () => {
  const { t } = chooseLocale('sr-Cyrl', []);
  expect(t('passwordHint', { command: 'npm start' })).toMatch(/^npm start је исписао лозинку/);
});
