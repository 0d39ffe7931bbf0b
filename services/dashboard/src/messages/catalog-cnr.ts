import labels from '@waylight/taxonomy/labels/cnr' with { type: 'json' };
import { cnr as border } from './border/cnr.ts';
import { cnr as bulletin } from './bulletin/cnr.ts';
import type { LanguageTexts } from './catalogs.ts';
import { cnr as figures } from './figures/cnr.ts';
import { cnr as kept } from './kept/cnr.ts';
import { cnr as live } from './live/cnr.ts';
import { cnr as overview } from './overview/cnr.ts';
import { cnr as own } from './own/cnr.ts';
import { cnr as quality } from './quality/cnr.ts';
import { cnr as record } from './record/cnr.ts';
import { cnr as releases } from './releases/cnr.ts';
import { cnr as shell } from './shell/cnr.ts';
import { cnr as trends } from './trends/cnr.ts';

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
