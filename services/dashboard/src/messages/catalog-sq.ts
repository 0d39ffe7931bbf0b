import labels from '@waylight/taxonomy/labels/sq' with { type: 'json' };
import { sq as border } from './border/sq.ts';
import { sq as bulletin } from './bulletin/sq.ts';
import type { LanguageTexts } from './catalogs.ts';
import { sq as figures } from './figures/sq.ts';
import { sq as kept } from './kept/sq.ts';
import { sq as live } from './live/sq.ts';
import { sq as overview } from './overview/sq.ts';
import { sq as own } from './own/sq.ts';
import { sq as quality } from './quality/sq.ts';
import { sq as record } from './record/sq.ts';
import { sq as releases } from './releases/sq.ts';
import { sq as shell } from './shell/sq.ts';
import { sq as trends } from './trends/sq.ts';

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
