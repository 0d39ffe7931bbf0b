import { srLatn as border } from './border/sr-latn.ts';
import { srLatn as bulletin } from './bulletin/sr-latn.ts';
import type { PageTexts } from './catalogs.ts';
import { srLatn as completeness } from './completeness/sr-latn.ts';
import { srLatn as names } from './names/sr-latn.ts';
import { srLatn as own } from './own/sr-latn.ts';
import { srLatn as quality } from './quality/sr-latn.ts';
import { srLatn as record } from './record/sr-latn.ts';
import { srLatn as releases } from './releases/sr-latn.ts';
import { srLatn as states } from './states/sr-latn.ts';
import { srLatn as trends } from './trends/sr-latn.ts';

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
