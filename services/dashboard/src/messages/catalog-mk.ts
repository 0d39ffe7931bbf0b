import labels from '@waylight/taxonomy/labels/mk' with { type: 'json' };
import { mk as border } from './border/mk.ts';
import { mk as bulletin } from './bulletin/mk.ts';
import type { LanguageTexts } from './catalogs.ts';
import { mk as figures } from './figures/mk.ts';
import { mk as kept } from './kept/mk.ts';
import { mk as live } from './live/mk.ts';
import { mk as overview } from './overview/mk.ts';
import { mk as own } from './own/mk.ts';
import { mk as quality } from './quality/mk.ts';
import { mk as record } from './record/mk.ts';
import { mk as releases } from './releases/mk.ts';
import { mk as shell } from './shell/mk.ts';
import { mk as trends } from './trends/mk.ts';

export const texts: LanguageTexts = {
  messages: {
    ...shell,
    ...overview,
    ...border,
    ...bulletin,
    ...figures,
    ...kept,
    ...live,
    ...own,
    ...quality,
    ...record,
    ...releases,
    ...trends,
  },
  labels,
};
