import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setupI18n } from '@lingui/core';
import type { CompiledMessage } from '@lingui/message-utils/compileMessage';
import { codeList, LANGUAGES, type Language, label } from '@waylight/taxonomy';
import { describe, expect, it } from 'vitest';
import { readMessages, readTranslations } from './compile-texts.ts';
import { pluralLocale } from './languages.ts';
import { CODE_PREFIXES, createI18n, loadTexts, translator } from './texts.ts';

/** Texts that are the same as in English, and why. Names of countries and months may be the same. */
const SAME: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {
  sq: { 'session.role.operator': 'the word is the same' },
  'sr-Latn': { 'figure.period': 'the word is the same', 'trends.within': 'the word is the same' },
  bs: { 'figure.period': 'the word is the same', 'trends.within': 'the word is the same' },
  cnr: { 'figure.period': 'the word is the same', 'trends.within': 'the word is the same' },
};
const SAME_EVERYWHERE: Readonly<Record<string, string>> = {
  'delivery.webhook': 'a name and a protocol',
  'export.xlsx': 'a product and its format',
};
const isName = (id: string): boolean => CODE_PREFIXES.some((prefix) => id.startsWith(`${prefix}.`));
const isPattern = (id: string): boolean => id === 'period.month';

const english = await readTranslations('en');
const others = await Promise.all(
  LANGUAGES.filter((language) => language !== 'en').map(
    async (language) => [language, await readTranslations(language)] as const,
  ),
);

type Token = CompiledMessage[number];
const isChoice = (token: Token): token is [string, string, Record<string, CompiledMessage>] =>
  Array.isArray(token) && typeof token[2] === 'object' && token[2] !== null;

/** Names of values in a message, including those in the cases of a plural. */
function valuesIn(message: CompiledMessage): Set<string> {
  return new Set(
    message.flatMap((token) => {
      if (typeof token === 'string') return [];
      const inCases = isChoice(token)
        ? Object.values(token[2])
            .filter(Array.isArray)
            .flatMap((one) => [...valuesIn(one)])
        : [];
      return [token[0], ...inCases];
    }),
  );
}

const pluralsIn = (message: CompiledMessage): readonly string[][] =>
  message.filter(isChoice).map(([, , cases]) => Object.keys(cases).filter((key) => key !== 'offset'));

describe.each(others)('the texts in %s', (language, messages) => {
  it('are in the order of English, and none is left over', () => {
    expect(Object.keys(messages)).toEqual(Object.keys(english).filter((id) => messages[id] !== undefined));
    const empty = Object.entries(messages).filter(([, message]) => message.length === 0);
    expect(empty).toEqual([]);
  });

  it('are translated', () => {
    const same = Object.entries(messages)
      .filter(([id, message]) => JSON.stringify(message) === JSON.stringify(english[id]))
      .map(([id]) => id)
      .filter((id) => !isName(id) && !isPattern(id));
    expect(same).toEqual(Object.keys({ ...SAME_EVERYWHERE, ...SAME[language] }));
  });

  it('take the same values as in English', () => {
    const wrong = Object.entries(messages)
      .map(
        ([id, message]) =>
          [id, [...valuesIn(message)].sort(), [...valuesIn(english[id] ?? [])].sort()] as const,
      )
      .filter(([, mine, theirs]) => JSON.stringify(mine) !== JSON.stringify(theirs));
    expect(wrong).toEqual([]);
  });

  it('have every plural that the language has', () => {
    const { pluralCategories } = new Intl.PluralRules(pluralLocale(language)).resolvedOptions();
    const plurals = Object.entries(messages).flatMap(([id, message]) =>
      pluralsIn(message).map((cases) => [id, cases.sort()] as const),
    );
    expect(plurals.length).toBeGreaterThan(0);
    expect(plurals).toEqual(plurals.map(([id]) => [id, [...pluralCategories].sort()]));
  });

  it('are in one script', () => {
    const text = Object.values(messages)
      .map((message) => JSON.stringify(message))
      .join(' ')
      .replace(/"[a-zA-Z]+"|\{\d*\}/g, ' ');
    const hasCyrillic = /\p{Script=Cyrillic}/u.test(text);
    expect(hasCyrillic).toBe(language === 'sr-Cyrl' || language === 'mk');
    if (!hasCyrillic) return;
    const latin = [...text.matchAll(/\p{Script=Latin}{2,}/gu)].map(([word]) => word);
    expect([...new Set(latin)].sort()).toEqual(
      'CSV Earth Excel HTTPS HXL Natural PNG SVG Waylight Webhook XLSX webhook'.split(' '),
    );
  });
});

it('a text has the form of its number that Lingui itself would choose, in every language', async () => {
  for (const language of LANGUAGES) {
    const plain = setupI18n();
    plain.load(language, { ...(await readMessages(language)) });
    plain.activate(language, [pluralLocale(language)]);
    const t = translator(createI18n(language, await loadTexts(language)));
    for (const count of [0, 1, 2, 5, 21]) {
      const values = { count, n: String(count), from: '2014', to: '2026' };
      expect(t('record.total', values)).toBe(plain._('record.total', values));
    }
  }
});

it('a text without translation is in English', async () => {
  for (const [language, { 'page.missing': translated }] of others) {
    const shown = await readMessages(language, { ...english, 'nav.new': ['New page'] });
    expect([shown['nav.new'], shown['page.missing']]).toEqual([['New page'], translated]);
  }
});

it('texts are sorted by id, so that the six files have the same lines', () => {
  expect(Object.keys(english)).toEqual(Object.keys(english).toSorted());
});

it('a code has the label of the code book, in every language', async () => {
  for (const language of LANGUAGES) {
    const { labels } = await loadTexts(language);
    for (const { id } of codeList('typeGroup'))
      expect(labels.typeGroup?.[id]).toBe(label('typeGroup', id, language));
  }
});

it('the explanation of pooled rows quotes the label of such a row, in every language', async () => {
  for (const language of LANGUAGES) {
    const { messages, catalogue } = await loadTexts(language);
    const label = String(messages['code.pooled']);
    expect(label).not.toBe('');
    expect([language, catalogue.messages['method.notBrokenDown'].includes(label)]).toEqual([language, true]);
  }
});

it('every text is used', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  // As in t(`periodKind.${kind}`), of which the compiler checks every id.
  const prefixes = new Set(
    [...sources.matchAll(/\bt\(`([\w.]+\.)\$\{[^}]*\}`/g)].map(([, prefix]) => prefix),
  );
  const isUsed = (id: string): boolean =>
    sources.includes(`'${id}'`) || sources.includes(`"${id}"`) || prefixes.has(id.replace(/[^.]*$/, ''));
  expect(Object.keys(english).filter((id) => !isUsed(id) && !isName(id))).toEqual([]);
});
