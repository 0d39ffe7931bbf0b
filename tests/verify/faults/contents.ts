import { type DaySpan, isoDay, localDay } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { codeByNumber, type ListName } from '@waylight/taxonomy';

/**
 * The values of a report, by content number. Each number of an organisation has its own day, type, perpetrator and method,
 * so its own cell. Every cell therefore identifies the one operation it comes from, and a lost report cannot be hidden by
 * another one counted twice.
 */
export type Content = {
  readonly day: number;
  readonly type: string;
  readonly perpetrator: string;
  readonly method: string;
  readonly persons: number;
  /** `organisation`: stays at the node and counts nowhere. */
  readonly shareWith: 'partners' | 'network' | 'organisation';
};

const DAYS = 3 * 365;
/** Faults shift clocks by at most this. */
const CLOCK_ERROR_DAYS = 2;
const START_DAY = localDay(Date.now());
/** Not in the future by any clock. */
const LAST_DAY = START_DAY - CLOCK_ERROR_DAYS - 1;
const FIRST_DAY = LAST_DAY - DAYS + 1;

/** Returns the days on which nodes may have received reports since this process started. */
export const receiptDays = (): DaySpan => ({
  fromDay: START_DAY - CLOCK_ERROR_DAYS,
  toDay: localDay(Date.now()) + CLOCK_ERROR_DAYS,
});

const TYPES = codes('incidentType', 1, 4, 5, 6, 7, 13, 14, 15, 17, 18, 22, 12);
const PERPETRATORS = codes('perpetrator', 1, 2, 3, 6, 7, 8, 9, 10);
const METHODS = codes('smugglingMethod', 1, 2, 3, 4, 5, 6, 7, 8);

export const CONTENTS = DAYS * TYPES.length * PERPETRATORS.length * METHODS.length;

export function contentOf(number: number): Content {
  if (!Number.isInteger(number) || number < 0 || number >= CONTENTS)
    throw new RangeError(`no content ${number}: must be a whole number below ${CONTENTS}`);
  const a = Math.floor(number / DAYS);
  const b = Math.floor(a / TYPES.length);
  return {
    // The first contents are recent, so that they also count by week of receipt.
    day: LAST_DAY - (number % DAYS),
    type: at(TYPES, a % TYPES.length),
    perpetrator: at(PERPETRATORS, b % PERPETRATORS.length),
    method: at(METHODS, Math.floor(b / PERPETRATORS.length)),
    persons: 1 + ((number * 7) % 9),
    shareWith: number % 16 === 15 ? 'organisation' : number % 3 === 0 ? 'network' : 'partners',
  };
}

/** A report with this content counts beyond its node. */
export const isShared = (number: number): boolean => contentOf(number).shareWith !== 'organisation';

/** The fields of a report with this content. */
export function reportFields(country: NodeCountry, reportId: string, number: number) {
  const { day, type, perpetrator, method, persons, shareWith } = contentOf(number);
  return {
    reportId,
    occurredOn: isoDay(day),
    country,
    types: [type],
    perpetrators: [perpetrator],
    smugglingMethods: [method],
    counts: { persons },
    shareWith,
  };
}

/** Returns the content number of a cell; undefined if no content has this day and these codes. */
export function contentOfCell(day: number, codes: CellCodes): number | undefined {
  const [type, perpetrator, method] = [
    TYPES.indexOf(idOf('incidentType', codes.type)),
    PERPETRATORS.indexOf(idOf('perpetrator', codes.perpetrator)),
    METHODS.indexOf(idOf('smugglingMethod', codes.method)),
  ];
  if (type < 0 || perpetrator < 0 || method < 0 || day < FIRST_DAY || day > LAST_DAY) return undefined;
  const b = method * PERPETRATORS.length + perpetrator;
  return (b * TYPES.length + type) * DAYS + (LAST_DAY - day);
}

export type CellCodes = { readonly type: number; readonly perpetrator: number; readonly method: number };

function codes(list: ListName, ...numbers: readonly number[]): readonly string[] {
  return numbers.map((number) => idOf(list, number));
}

function idOf(list: ListName, number: number): string {
  return codeByNumber(list, number)?.id ?? '';
}

function at(list: readonly string[], index: number): string {
  const found = list[index];
  if (found === undefined) throw new RangeError(`no code ${index}`);
  return found;
}
