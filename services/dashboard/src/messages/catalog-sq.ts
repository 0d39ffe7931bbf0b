import labels from '@waylight/taxonomy/labels/sq' with { type: 'json' };
import type { LanguageTexts } from './catalogs.ts';
import { sq as overview } from './overview/sq.ts';
import { sq as shell } from './shell/sq.ts';
import { sq as trends } from './trends/sq.ts';

export const texts: LanguageTexts = { messages: { ...shell, ...overview, ...trends }, labels };
