import labels from '@waylight/taxonomy/labels/bs' with { type: 'json' };
import { bs as border } from './border/bs.ts';
import { bs as bulletin } from './bulletin/bs.ts';
import type { LanguageTexts } from './catalogs.ts';
import { bs as figures } from './figures/bs.ts';
import { bs as kept } from './kept/bs.ts';
import { bs as live } from './live/bs.ts';
import { bs as overview } from './overview/bs.ts';
import { bs as own } from './own/bs.ts';
import { bs as quality } from './quality/bs.ts';
import { bs as record } from './record/bs.ts';
import { bs as releases } from './releases/bs.ts';
import { bs as shell } from './shell/bs.ts';
import { bs as trends } from './trends/bs.ts';

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
