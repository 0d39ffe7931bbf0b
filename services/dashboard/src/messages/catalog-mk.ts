import labels from '@waylight/taxonomy/labels/mk' with { type: 'json' };
import type { LanguageTexts } from './catalogs.ts';
import { mk as figures } from './figures/mk.ts';
import { mk as kept } from './kept/mk.ts';
import { mk as live } from './live/mk.ts';
import { mk as overview } from './overview/mk.ts';
import { mk as shell } from './shell/mk.ts';

export const texts: LanguageTexts = {
  messages: { ...shell, ...overview, ...figures, ...kept, ...live },
  pages: async () => (await import('./pages-mk.ts')).messages,
  labels,
};
