import { cnr as border } from './border/cnr.ts';
import { cnr as bulletin } from './bulletin/cnr.ts';
import type { PageTexts } from './catalogs.ts';
import { cnr as completeness } from './completeness/cnr.ts';
import { cnr as names } from './names/cnr.ts';
import { cnr as own } from './own/cnr.ts';
import { cnr as quality } from './quality/cnr.ts';
import { cnr as record } from './record/cnr.ts';
import { cnr as releases } from './releases/cnr.ts';
import { cnr as states } from './states/cnr.ts';
import { cnr as trends } from './trends/cnr.ts';

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
