import { bs as border } from './border/bs.ts';
import { bs as bulletin } from './bulletin/bs.ts';
import type { PageTexts } from './catalogs.ts';
import { bs as completeness } from './completeness/bs.ts';
import { bs as names } from './names/bs.ts';
import { bs as own } from './own/bs.ts';
import { bs as quality } from './quality/bs.ts';
import { bs as record } from './record/bs.ts';
import { bs as releases } from './releases/bs.ts';
import { bs as states } from './states/bs.ts';
import { bs as trends } from './trends/bs.ts';

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
