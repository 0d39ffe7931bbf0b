import { dayNumber, isoDay } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { codeByNumber, type ListName } from '@waylight/taxonomy';

/**
 * What reports say, by number. Each number of an organisation is a cell of its own: a day, a type, a perpetrator and a
 * method that no other number has. So every cell names the one operation that may stand behind it, and a report that is
 * lost while another one counts twice cannot cancel out.
 */
export type Content = {
  readonly day: number;
  readonly type: string;
  readonly perpetrator: string;
  readonly method: string;
  readonly persons: number;
  /** `organisation`: it stays at the node and counts nowhere. */
  readonly shareWith: 'partners' | 'network' | 'organisation';
};

const FIRST_DAY = dayNumber(2023, 1, 1);
const DAYS = dayNumber(2026, 1, 1) - FIRST_DAY;

const TYPES = codes('incidentType', 1, 4, 5, 6, 7, 13, 14, 15, 17, 18, 22, 12);
const PERPETRATORS = codes('perpetrator', 1, 2, 3, 6, 7, 8, 9, 10);
const METHODS = codes('smugglingMethod', 1, 2, 3, 4, 5, 6, 7, 8);

export const CONTENTS = DAYS * TYPES.length * PERPETRATORS.length * METHODS.length;

export function contentOf(number: number): Content {
  if (!Number.isInteger(number) || number < 0 || number >= CONTENTS)
    throw new RangeError(`no content ${number}`);
  const a = Math.floor(number / DAYS);
  const b = Math.floor(a / TYPES.length);
  return {
    day: FIRST_DAY + (number % DAYS),
    type: at(TYPES, a % TYPES.length),
    perpetrator: at(PERPETRATORS, b % PERPETRATORS.length),
    method: at(METHODS, Math.floor(b / PERPETRATORS.length)),
    persons: 1 + ((number * 7) % 9),
    shareWith: number % 16 === 15 ? 'organisation' : number % 3 === 0 ? 'network' : 'partners',
  };
}

/** Whether a report that says this counts anywhere beyond its node. */
export const isShared = (number: number): boolean => contentOf(number).shareWith !== 'organisation';

/** The fields of the report that says it. */
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

/** The number behind a cell's day and codes; undefined where no content is like that. */
export function contentOfCell(day: number, codes: CellCodes): number | undefined {
  const [type, perpetrator, method] = [
    TYPES.indexOf(idOf('incidentType', codes.type)),
    PERPETRATORS.indexOf(idOf('perpetrator', codes.perpetrator)),
    METHODS.indexOf(idOf('smugglingMethod', codes.method)),
  ];
  if (type < 0 || perpetrator < 0 || method < 0 || day < FIRST_DAY || day >= FIRST_DAY + DAYS)
    return undefined;
  const b = method * PERPETRATORS.length + perpetrator;
  return (b * TYPES.length + type) * DAYS + (day - FIRST_DAY);
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
