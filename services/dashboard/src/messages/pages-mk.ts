import { mk as border } from './border/mk.ts';
import { mk as bulletin } from './bulletin/mk.ts';
import type { PageTexts } from './catalogs.ts';
import { mk as completeness } from './completeness/mk.ts';
import { mk as names } from './names/mk.ts';
import { mk as own } from './own/mk.ts';
import { mk as quality } from './quality/mk.ts';
import { mk as record } from './record/mk.ts';
import { mk as releases } from './releases/mk.ts';
import { mk as states } from './states/mk.ts';
import { mk as trends } from './trends/mk.ts';

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
