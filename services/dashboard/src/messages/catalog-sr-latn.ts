import labels from '@waylight/taxonomy/labels/sr-latn' with { type: 'json' };
import type { LanguageTexts } from './catalogs.ts';
import { srLatn as figures } from './figures/sr-latn.ts';
import { srLatn as kept } from './kept/sr-latn.ts';
import { srLatn as live } from './live/sr-latn.ts';
import { srLatn as overview } from './overview/sr-latn.ts';
import { srLatn as shell } from './shell/sr-latn.ts';

export const texts: LanguageTexts = {
  messages: { ...shell, ...overview, ...figures, ...kept, ...live },
  pages: async () => (await import('./pages-sr-latn.ts')).messages,
  labels,
};
