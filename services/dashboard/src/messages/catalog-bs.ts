import labels from '@waylight/taxonomy/labels/bs' with { type: 'json' };
import type { LanguageTexts } from './catalogs.ts';
import { bs as figures } from './figures/bs.ts';
import { bs as kept } from './kept/bs.ts';
import { bs as live } from './live/bs.ts';
import { bs as overview } from './overview/bs.ts';
import { bs as shell } from './shell/bs.ts';

export const texts: LanguageTexts = {
  messages: { ...shell, ...overview, ...figures, ...kept, ...live },
  pages: async () => (await import('./pages-bs.ts')).messages,
  labels,
};
