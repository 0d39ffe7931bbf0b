import labels from '@waylight/taxonomy/labels/sr-latn' with { type: 'json' };
import { srLatn as border } from './border/sr-latn.ts';
import { srLatn as bulletin } from './bulletin/sr-latn.ts';
import type { LanguageTexts } from './catalogs.ts';
import { srLatn as figures } from './figures/sr-latn.ts';
import { srLatn as kept } from './kept/sr-latn.ts';
import { srLatn as live } from './live/sr-latn.ts';
import { srLatn as overview } from './overview/sr-latn.ts';
import { srLatn as own } from './own/sr-latn.ts';
import { srLatn as quality } from './quality/sr-latn.ts';
import { srLatn as record } from './record/sr-latn.ts';
import { srLatn as releases } from './releases/sr-latn.ts';
import { srLatn as shell } from './shell/sr-latn.ts';
import { srLatn as trends } from './trends/sr-latn.ts';

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
