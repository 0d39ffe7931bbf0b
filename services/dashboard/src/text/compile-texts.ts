import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { loadMessageCatalogue, loadTerms, type MessageCatalogue, type Terms } from '@waylight/presentation';
import {
  isLanguage,
  LANGUAGES,
  type Language,
  type ListName,
  latinToCyrillic,
} from '@waylight/taxonomy/labels';
import bs from '@waylight/taxonomy/labels/bs' with { type: 'json' };
import cnr from '@waylight/taxonomy/labels/cnr' with { type: 'json' };
import { englishLabels } from '@waylight/taxonomy/labels/en';
import mk from '@waylight/taxonomy/labels/mk' with { type: 'json' };
import sq from '@waylight/taxonomy/labels/sq' with { type: 'json' };
import srLatn from '@waylight/taxonomy/labels/sr-latn' with { type: 'json' };
import type { Plugin } from 'vite';
import { formOf } from './form-of.ts';

/** Lists of the code book whose codes released tables or the public record contain. Pages show labels of no other list. */
const SHOWN_LISTS = [
  ...([
    'causeOfDeath',
    'groupSize',
    'incidentType',
    'originRegion',
    'perpetrator',
    'personGroup',
    'placePrecision',
  ] as const),
  ...(['service', 'serviceOutcome', 'smugglingMethod', 'typeGroup'] as const),
] satisfies readonly ListName[];
export type ShownList = (typeof SHOWN_LISTS)[number];

/** Labels of the code book by list and code. */
export type Labels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Everything that the pages show in one language. */
export type Texts = {
  /** Most are plain text. */
  readonly messages: Readonly<Record<string, string | CompiledMessage>>;
  readonly labels: Labels;
  /** Explanations, and sentences about changes. */
  readonly catalogue: MessageCatalogue;
  /** Terms of changes. */
  readonly terms: Terms;
};

/** Texts that are part of the first load, so that a page can say in each language that it cannot be loaded. */
const START_TEXTS = { says: 'start.failed', next: 'state.error.next', again: 'state.again' } as const;
export type StartTexts = Readonly<Record<Language, Readonly<Record<keyof typeof START_TEXTS, string>>>>;

/** Each script of Serbian is written from the same file, so that a correction changes both. */
const FILES: Readonly<Record<Language, { readonly file: string; readonly labels: Labels }>> = {
  en: { file: 'en', labels: englishLabels },
  sq: { file: 'sq', labels: sq },
  'sr-Latn': { file: 'sr', labels: srLatn },
  'sr-Cyrl': { file: 'sr', labels: srLatn },
  mk: { file: 'mk', labels: mk },
  bs: { file: 'bs', labels: bs },
  cnr: { file: 'cnr', labels: cnr },
};

/** Names that remain in Latin letters in Cyrillic text. */
const REMAINS_LATIN =
  /(Waylight(?!\p{L})|Natural Earth|\b(?:CSV|Excel|HTTPS|HXL|PNG|SVG|XLSX|[Ww]ebhook)\b)/u;

const localeFile = (language: Language): string =>
  fileURLToPath(new URL(`./locales/${FILES[language].file}.json`, import.meta.url));

/**
 * Serves `virtual:texts/LANGUAGE`: all texts of a language as compiled messages, with the labels of codes and the sentences
 * of `@waylight/presentation`, and `virtual:start-texts`. Browsers then
 * need neither the compiler nor a conversion to Cyrillic. Lingui's own plugin would add 118 packages, and could not convert.
 */
export function compileTexts(): Plugin {
  return {
    name: 'waylight-texts',
    resolveId: { filter: { id: /^virtual:(?:texts\/|start-texts$)/ }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0virtual:(?:texts\/|start-texts$)/ },
      async handler(id) {
        if (id.endsWith('start-texts')) {
          for (const language of LANGUAGES) this.addWatchFile(localeFile(language));
          return `export const startTexts = ${JSON.stringify(await readStartTexts())};`;
        }
        const language = id.slice(id.indexOf('/') + 1);
        if (!isLanguage(language)) return null;
        for (const file of [localeFile('en'), localeFile(language)]) this.addWatchFile(file);
        const missing = await findUntranslated(language);
        if (missing.length > 0)
          this.warn(`${FILES[language].file}.json lacks texts, which are in English: ${missing.join(', ')}`);
        const texts: Texts = {
          messages: mapValues(await readMessages(language), (message) => plain(choosingForms(message))),
          labels: labelsOf(language),
          catalogue: await loadMessageCatalogue(language),
          terms: await loadTerms(language),
        };
        return `export const texts = JSON.parse(${JSON.stringify(JSON.stringify(texts))});`;
      },
    },
  };
}

type Messages = Readonly<Record<string, CompiledMessage>>;

/** The compiled messages of a language; English, where a text is not translated. @throws Error as `readTranslations` */
export async function readMessages(language: Language, english?: Messages): Promise<Messages> {
  return { ...(english ?? (await readTranslations('en'))), ...(await readTranslations(language)) };
}

/** The compiled messages in the file of a language. @throws Error for a text that is not an ICU message */
export async function readTranslations(language: Language): Promise<Messages> {
  const texts: Readonly<Record<string, string>> = JSON.parse(await readFile(localeFile(language), 'utf8'));
  const write = language === 'sr-Cyrl' ? toCyrillic : undefined;
  return mapValues(texts, (text) => compileMessageOrThrow(text, write));
}

/** Ids of the texts that a language does not have. */
export async function findUntranslated(language: Language): Promise<readonly string[]> {
  const translated = await readTranslations(language);
  return Object.keys(await readTranslations('en')).filter((id) => translated[id] === undefined);
}

async function readStartTexts(): Promise<StartTexts> {
  const entries = LANGUAGES.map(async (language) => {
    const messages = await readMessages(language);
    return [language, mapValues(START_TEXTS, (id) => (messages[id] ?? []).join(''))] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as StartTexts;
}

/** A message without values as text. */
const plain = (message: CompiledMessage): string | CompiledMessage =>
  message.every((token) => typeof token === 'string') ? message.join('') : message;

/**
 * A message whose plurals are choices by the name of a form, which `translator` finds. Lingui's own plurals create a format of
 * numbers for the sign #, which no text contains, and the first format takes a page 15 ms.
 */
function choosingForms(message: CompiledMessage): CompiledMessage {
  return message.map((token) => {
    if (typeof token === 'string' || typeof token[2] !== 'object' || token[2] === null) return token;
    const [name, type, cases] = token as [
      string,
      string,
      Readonly<Record<string, CompiledMessage | undefined>>,
    ];
    if (Object.values(cases).some((text) => text?.includes('#')))
      throw new TypeError(`a plural of ${name} contains #; pass the number as a formatted text instead`);
    const chosen = Object.entries(cases).flatMap(([form, text]) =>
      text === undefined ? [] : [[form, choosingForms(text)] as const],
    );
    return [type === 'plural' ? formOf(name) : name, 'select', Object.fromEntries(chosen)];
  });
}

function labelsOf(language: Language): Labels {
  const { labels: all } = FILES[language];
  const labels = Object.fromEntries(SHOWN_LISTS.map((list) => [list, all[list] ?? {}]));
  return language === 'sr-Cyrl' ? mapValues(labels, (list) => mapValues(list, latinToCyrillic)) : labels;
}

const toCyrillic = (text: string): string =>
  text
    .split(REMAINS_LATIN)
    .map((part, index) => (index % 2 === 0 ? latinToCyrillic(part) : part))
    .join('');

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
