import labels from '@waylight/taxonomy/labels/bs' with { type: 'json' };
import { bs as border } from './border/bs.ts';
import type { LanguageTexts } from './catalogs.ts';
import { bs as overview } from './overview/bs.ts';
import { bs as shell } from './shell/bs.ts';
import { bs as trends } from './trends/bs.ts';

export const texts: LanguageTexts = { messages: { ...shell, ...overview, ...trends, ...border }, labels };
