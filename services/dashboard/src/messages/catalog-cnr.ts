import labels from '@waylight/taxonomy/labels/cnr' with { type: 'json' };
import type { LanguageTexts } from './catalogs.ts';
import { cnr as figures } from './figures/cnr.ts';
import { cnr as kept } from './kept/cnr.ts';
import { cnr as live } from './live/cnr.ts';
import { cnr as overview } from './overview/cnr.ts';
import { cnr as shell } from './shell/cnr.ts';

export const texts: LanguageTexts = {
  messages: { ...shell, ...overview, ...figures, ...kept, ...live },
  pages: async () => (await import('./pages-cnr.ts')).messages,
  labels,
};
