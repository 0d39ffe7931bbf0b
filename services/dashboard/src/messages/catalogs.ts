import type { Language } from '@waylight/taxonomy/labels';
import type { en as overview } from './overview/en.ts';
import type { en as shell } from './shell/en.ts';

export type MessageId = keyof typeof shell | keyof typeof overview;

export type Catalog = Readonly<Record<MessageId, string>>;

/**
 * The texts of one language, all pages together: each language is a file of its own that is loaded when it is read. A new
 * page adds its texts to each of the six files beside this one; one that is forgotten does not compile.
 */
export const CATALOGS: Readonly<Record<Exclude<Language, 'sr-Cyrl'>, () => Promise<Catalog>>> = {
  en: async () => (await import('./catalog-en.ts')).catalog,
  sq: async () => (await import('./catalog-sq.ts')).catalog,
  'sr-Latn': async () => (await import('./catalog-sr-latn.ts')).catalog,
  mk: async () => (await import('./catalog-mk.ts')).catalog,
  bs: async () => (await import('./catalog-bs.ts')).catalog,
  cnr: async () => (await import('./catalog-cnr.ts')).catalog,
};
