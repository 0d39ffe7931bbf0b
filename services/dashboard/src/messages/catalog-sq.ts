import labels from '@waylight/taxonomy/labels/sq' with { type: 'json' };
import type { LanguageTexts } from './catalogs.ts';
import { sq as figures } from './figures/sq.ts';
import { sq as kept } from './kept/sq.ts';
import { sq as live } from './live/sq.ts';
import { sq as overview } from './overview/sq.ts';
import { sq as shell } from './shell/sq.ts';

export const texts: LanguageTexts = {
  messages: { ...shell, ...overview, ...figures, ...kept, ...live },
  pages: async () => (await import('./pages-sq.ts')).messages,
  labels,
};
