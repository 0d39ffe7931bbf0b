import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompiledMessage } from '@lingui/message-utils/compileMessage';
import { codeList, LANGUAGES, type Language, label } from '@waylight/taxonomy';
import { beforeAll, describe, expect, it } from 'vitest';
import { pluralLocale } from '../language/languages.ts';
import { type CompiledTexts, compiledTexts } from './compiled.ts';

/** What is the same as in English, and why. */
const SAME: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {
  sq: { 'session.role.operator': 'the word is the same' },
  'sr-Latn': { 'figure.period': 'the word is the same' },
  bs: { 'figure.period': 'the word is the same' },
  cnr: { 'figure.period': 'the word is the same' },
};

let catalogs: ReadonlyMap<Language, CompiledTexts>;
beforeAll(async () => {
  catalogs = new Map(
    await Promise.all(LANGUAGES.map(async (language) => [language, await compiledTexts(language)] as const)),
  );
});

const messagesOf = (language: Language): Readonly<Record<string, CompiledMessage>> => {
  const catalog = catalogs.get(language);
  if (catalog === undefined) throw new Error(`no catalog of ${language}`);
  return catalog.messages;
};

type Token = CompiledMessage[number];
const isChoice = (token: Token): token is [string, string, Record<string, CompiledMessage>] =>
  Array.isArray(token) && typeof token[2] === 'object' && token[2] !== null;

/** Names of values in a message, those in the cases of a plural as well. */
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

/** A message without the names of values: what a reader sees of it. */
const wordsOf = (message: CompiledMessage): string => JSON.stringify(message);

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the messages in %s', (language) => {
  it('are all there, and none is left over', () => {
    expect(Object.keys(messagesOf(language)).sort()).toEqual(Object.keys(messagesOf('en')).sort());
    const empty = Object.entries(messagesOf(language)).filter(([, message]) => message.length === 0);
    expect(empty).toEqual([]);
  });

  it('are translated', () => {
    const english = messagesOf('en');
    const same = Object.entries(messagesOf(language))
      .filter(([id, message]) => wordsOf(message) === wordsOf(english[id] ?? []))
      .map(([id]) => id);
    expect(same).toEqual(Object.keys(SAME[language] ?? {}));
  });

  it('take the same values as in English', () => {
    const english = messagesOf('en');
    const wrong = Object.entries(messagesOf(language))
      .map(
        ([id, message]) =>
          [id, [...valuesIn(message)].sort(), [...valuesIn(english[id] ?? [])].sort()] as const,
      )
      .filter(([, mine, theirs]) => JSON.stringify(mine) !== JSON.stringify(theirs));
    expect(wrong).toEqual([]);
  });

  it('have every plural that the language has', () => {
    const { pluralCategories } = new Intl.PluralRules(pluralLocale(language)).resolvedOptions();
    const plurals = Object.entries(messagesOf(language)).flatMap(([id, message]) =>
      pluralsIn(message).map((cases) => [id, cases.sort()] as const),
    );
    expect(plurals.length).toBeGreaterThan(0);
    expect(plurals).toEqual(plurals.map(([id]) => [id, [...pluralCategories].sort()]));
  });

  it('are in one script', () => {
    const text = Object.values(messagesOf(language))
      .map(wordsOf)
      .join(' ')
      .replace(/"[a-zA-Z]+"|\{\d*\}/g, ' ');
    const hasCyrillic = /\p{Script=Cyrillic}/u.test(text);
    expect(hasCyrillic).toBe(language === 'sr-Cyrl' || language === 'mk');
    if (!hasCyrillic) return;
    const latin = [...text.matchAll(/\p{Script=Latin}{2,}/gu)].map(([word]) => word);
    expect([...new Set(latin)].sort()).toEqual([
      ...['CSV', 'Earth', 'Excel', 'HXL', 'Natural', 'PNG', 'SVG', 'Waylight', 'XLSX'],
    ]);
  });
});

it('a code has the label of the code book, in every language', () => {
  for (const language of LANGUAGES)
    for (const { id } of codeList('typeGroup'))
      expect(catalogs.get(language)?.labels.typeGroup?.[id]).toBe(label('typeGroup', id, language));
});

it('every message is said somewhere', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('messages/') && !path.includes('.test.'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  expect(
    Object.keys(messagesOf('en')).filter(
      (id) => !sources.includes(`'${id}'`) && !sources.includes(`"${id}"`),
    ),
  ).toEqual([]);
});
