import type { Defect } from '../defect.ts';
import { NUMBERS } from './numbers.ts';
import { PEOPLE } from './people.ts';
import { REPORTS } from './reports.ts';
import { REVIEWER } from './reviewer.ts';

/** All defects. Each list is a file in this folder. */
export const DEFECTS: readonly Defect[] = [...REPORTS, ...NUMBERS, ...PEOPLE, ...REVIEWER];
