import { en as border } from './border/en.ts';
import { en as bulletin } from './bulletin/en.ts';
import type { PageTexts } from './catalogs.ts';
import { en as completeness } from './completeness/en.ts';
import { en as names } from './names/en.ts';
import { en as own } from './own/en.ts';
import { en as quality } from './quality/en.ts';
import { en as record } from './record/en.ts';
import { en as releases } from './releases/en.ts';
import { en as states } from './states/en.ts';
import { en as trends } from './trends/en.ts';

export const messages: PageTexts = {
  ...border,
  ...bulletin,
  ...completeness,
  ...names,
  ...own,
  ...quality,
  ...record,
  ...releases,
  ...states,
  ...trends,
};
