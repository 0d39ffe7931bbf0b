import labels from '@waylight/taxonomy/labels/mk' with { type: 'json' };
import type { LanguageTexts } from './catalogs.ts';
import { mk as overview } from './overview/mk.ts';
import { mk as shell } from './shell/mk.ts';

export const texts: LanguageTexts = { messages: { ...shell, ...overview }, labels };
