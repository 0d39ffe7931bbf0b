import { englishLabels } from '@waylight/taxonomy/labels/en';
import type { LanguageTexts } from './catalogs.ts';
import { en as figures } from './figures/en.ts';
import { en as kept } from './kept/en.ts';
import { en as live } from './live/en.ts';
import { en as overview } from './overview/en.ts';
import { en as shell } from './shell/en.ts';

export const texts: LanguageTexts = {
  messages: { ...shell, ...overview, ...figures, ...kept, ...live },
  pages: async () => (await import('./pages-en.ts')).messages,
  labels: englishLabels,
};
