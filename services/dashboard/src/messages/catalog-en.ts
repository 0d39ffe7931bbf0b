import { englishLabels } from '@waylight/taxonomy/labels/en';
import { en as border } from './border/en.ts';
import { en as bulletin } from './bulletin/en.ts';
import type { LanguageTexts } from './catalogs.ts';
import { en as figures } from './figures/en.ts';
import { en as kept } from './kept/en.ts';
import { en as live } from './live/en.ts';
import { en as overview } from './overview/en.ts';
import { en as own } from './own/en.ts';
import { en as quality } from './quality/en.ts';
import { en as record } from './record/en.ts';
import { en as releases } from './releases/en.ts';
import { en as shell } from './shell/en.ts';
import { en as trends } from './trends/en.ts';

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
  labels: englishLabels,
};
