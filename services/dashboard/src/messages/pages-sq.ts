import { sq as border } from './border/sq.ts';
import { sq as bulletin } from './bulletin/sq.ts';
import type { PageTexts } from './catalogs.ts';
import { sq as completeness } from './completeness/sq.ts';
import { sq as names } from './names/sq.ts';
import { sq as own } from './own/sq.ts';
import { sq as quality } from './quality/sq.ts';
import { sq as record } from './record/sq.ts';
import { sq as releases } from './releases/sq.ts';
import { sq as states } from './states/sq.ts';
import { sq as trends } from './trends/sq.ts';

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
