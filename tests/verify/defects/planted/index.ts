import type { Defect } from '../defect.ts';
import { NUMBERS } from './numbers.ts';
import { PEOPLE } from './people.ts';
import { REPORTS } from './reports.ts';
import { REVIEWER } from './reviewer.ts';

/** All defects. A further list is a file beside these. */
export const DEFECTS: readonly Defect[] = [...REPORTS, ...NUMBERS, ...PEOPLE, ...REVIEWER];
