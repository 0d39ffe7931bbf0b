import type { Language } from '@waylight/taxonomy/labels';
import type { en as border } from './border/en.ts';
import type { en as bulletin } from './bulletin/en.ts';
import type { en as completeness } from './completeness/en.ts';
import type { en as figures } from './figures/en.ts';
import type { en as kept } from './kept/en.ts';
import type { en as live } from './live/en.ts';
import type { en as names } from './names/en.ts';
import type { en as overview } from './overview/en.ts';
import type { en as own } from './own/en.ts';
import type { en as quality } from './quality/en.ts';
import type { en as record } from './record/en.ts';
import type { en as releases } from './releases/en.ts';
import type { en as shell } from './shell/en.ts';
import type { en as states } from './states/en.ts';
import type { en as trends } from './trends/en.ts';

/** Said on every page, or on the first one. */
type FirstId =
  | keyof typeof shell
  | keyof typeof overview
  | keyof typeof figures
  | keyof typeof kept
  | keyof typeof live;

/** Said on the other pages alone. */
type PageId =
  | keyof typeof border
  | keyof typeof bulletin
  | keyof typeof completeness
  | keyof typeof names
  | keyof typeof own
  | keyof typeof quality
  | keyof typeof record
  | keyof typeof releases
  | keyof typeof states
  | keyof typeof trends;

export type MessageId = FirstId | PageId;

export type PageTexts = Readonly<Record<PageId, string>>;

/** Labels of the code book by list and code. */
export type Labels = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type LanguageTexts = {
  readonly messages: Readonly<Record<FirstId, string>>;
  /** Loaded with the first page that is not the overview: whoever looks at that alone waits for none of them. */
  readonly pages: () => Promise<PageTexts>;
  readonly labels: Labels;
};

/**
 * The texts of one language: those of the first page are a file of its own that is loaded when it is read, those of the others another one. A
 * new page adds its texts to each of the six `pages-*.ts` beside this one; one that is forgotten does not compile.
 */
export const CATALOGS: Readonly<Record<Exclude<Language, 'sr-Cyrl'>, () => Promise<LanguageTexts>>> = {
  en: async () => (await import('./catalog-en.ts')).texts,
  sq: async () => (await import('./catalog-sq.ts')).texts,
  'sr-Latn': async () => (await import('./catalog-sr-latn.ts')).texts,
  mk: async () => (await import('./catalog-mk.ts')).texts,
  bs: async () => (await import('./catalog-bs.ts')).texts,
  cnr: async () => (await import('./catalog-cnr.ts')).texts,
};
