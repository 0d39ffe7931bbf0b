import {
  DEFAULT_RELEASE_PLAN,
  explainPlan,
  ONE_TABLE_PLAN,
  planSentences,
} from '@waylight/disclosure-control';
import { createMessage } from '@waylight/presentation';
import { LANGUAGES, type Language } from '@waylight/taxonomy/labels';
import { expect, it } from 'vitest';
import { formatMonth, formatNumber } from './format.ts';
import type { Locale } from './locale.tsx';
import { hasForeignPart, methodTexts, saidText } from './method-texts.ts';
import { loadSentences, loadTranslator } from './testing/load-translator.ts';
import type { Translate } from './texts.ts';

const EXPLANATION = {
  ...{ unit: 'Incidents.', source: 'A release.', rounding: 'Of five.', method: 'Drawn.' },
  sentences: {
    unit: [createMessage('unit.released')],
    source: [
      createMessage('source.release', {
        ...{ table: 'country-month', period: '2025-03', from: '2025-03-03', to: '2025-03-30' },
        ...{ readers: 'partners', days: 28 },
      }),
    ],
    rounding: [createMessage('rounding.zero', { atMost: 1234 })],
    method: [createMessage('method.notBrokenDown', { from: 20 })],
  },
};

/** The locale of a page, in which all texts except names are their ids. */
const localeIn = async (language: Language): Promise<Locale> => {
  const translate = await loadTranslator(language);
  const t: Translate = (id, values) => (/^(?:country|month|period)\./.test(id) ? translate(id, values) : id);
  const period = (id: string) => formatMonth(id.slice(0, 4), Number(id.slice(5)), t);
  return {
    ...{ language, period, shortPeriod: period, ...(await loadSentences(language)) },
    t,
    label: (list, code) => `${list}/${code}`,
    number: (value) => formatNumber(value, language),
  };
};
const textsIn = async (language: Language, explanation: Parameters<typeof methodTexts>[0] = EXPLANATION) =>
  methodTexts(explanation, await localeIn(language));

it('a page explains numbers in its own language, with its formats of numbers, periods and days', async () => {
  const { unit, source, rounding } = await textsIn('mk');
  expect(unit).toEqual({ text: expect.stringMatching(/^Инциденти како што се пријавени/), isEnglish: false });
  expect(source.text).toContain(
    `период: ${formatMonth('2025', 3, await loadTranslator('mk'))} (од 03.03.2025 до 30.03.2025), читатели: организациите членки`,
  );
  expect(source.text).toContain('табелата country-month');
  expect(rounding.text).toContain('0–1.234');
  expect((await textsIn('sr-Cyrl')).source.text).toContain('Објава табеле country-month');
  for (const language of LANGUAGES)
    expect([language, hasForeignPart(await textsIn(language), language)]).toEqual([language, false]);
});

it('a part with an unknown message is entirely in English, and marked as such', async () => {
  const unit = [...EXPLANATION.sentences.unit, { code: 'unit.of-a-newer-service', args: {} }];
  const texts = await textsIn('sq', { ...EXPLANATION, sentences: { ...EXPLANATION.sentences, unit } });
  expect(texts.unit).toEqual({ text: 'Incidents.', isEnglish: true });
  expect(texts.source.isEnglish).toBe(false);
  expect(hasForeignPart(texts, 'sq')).toBe(true);
});

it('English messages are formatted too: names of codes and periods, and days in words', async () => {
  const { source, rounding } = await textsIn('en');
  expect(source.text).toContain(
    'Release country-month, March 2025 (3 March 2025 to 30 March 2025), for the member organisations',
  );
  expect(rounding.text).toContain('0–1,234');
  const plan = planSentences(DEFAULT_RELEASE_PLAN);
  const n = explainPlan(DEFAULT_RELEASE_PLAN).findIndex((text) => text.startsWith('country-month:'));
  const { text } = saidText(plan[n], '', await localeIn('en'));
  expect(text).toContain('figure.country (Albania, Bosnia & Herzegovina,');
  expect(text).toContain(
    'for the member organisations; for the network of reporting organisations, counted from',
  );
});

it("descriptions of tables use the page's names of codes", async () => {
  const plan = planSentences(ONE_TABLE_PLAN);
  const words = explainPlan(ONE_TABLE_PLAN);
  const n = words.findIndex((text) => text.startsWith('minimal-month:'));
  const { text, isEnglish } = saidText(plan[n], words[n] ?? '', await localeIn('mk'));
  expect(isEnglish).toBe(false);
  expect(text).toContain('figure.country (Албанија, Босна и Херцеговина,');
  expect(text).toContain('Косово*');
  expect(text).toContain('dimension.typeGroup (typeGroup/violence,');
  expect(text).toContain('секој месец');
  expect(text).toContain('21 ден по истекот');
});

it('a row in a sentence has the same name as on the page', async () => {
  for (const language of LANGUAGES.filter((one) => one !== 'en')) {
    const t = await loadTranslator(language);
    expect((await textsIn(language)).method.text).toContain(t('code.pooled'));
  }
});
