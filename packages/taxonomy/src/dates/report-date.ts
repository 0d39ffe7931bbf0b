import { existingDay, isoDay } from '@waylight/calendar';

/** Date format of a source. A slash matches any of `/`, `.` and `-`. */
export type DateFormat = 'iso' | 'd/m/y' | 'm/d/y' | 'y/m/d';

/** `day` is the number of days since 1970-01-01 in the calendar of the place: a date, never an instant. */
export type ReportDate =
  | { readonly kind: 'day'; readonly precision: 'day'; readonly day: number }
  | { readonly kind: 'month'; readonly precision: 'month'; readonly year: number; readonly month: number }
  | { readonly kind: 'year'; readonly precision: 'year'; readonly year: number }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'invalid'; readonly reason: string };

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/**
 * Parses a date of occurrence. Without a format, a text whose day and month could be swapped is ambiguous, and both dates are
 * returned. With a format, text that does not fit is invalid, and day and month are never swapped. The caller checks for dates in
 * the future, because this package reads no clock.
 */
export function parseReportDate(text: string, options: { readonly format?: DateFormat } = {}): ReportDate {
  const trimmed = text.trim();
  if (trimmed === '') return invalid('empty');
  // A time of day is ignored only if it is midnight, because spreadsheets write dates as midnight.
  const plain = trimmed.replace(/[T ]00:00(?::00(?:\.0+)?)?Z?$/, '');
  if (/\d[T ]\d{1,2}:\d{2}/.test(plain))
    return invalid('a time of day is not accepted: write the date alone');
  const vague = parseVagueDate(plain);
  if (vague !== undefined) return vague;
  const parts = /^(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})\.?$/.exec(plain);
  if (parts === null) return invalid('not a date');
  return parseThreeParts(parts[1] ?? '', parts[3] ?? '', parts[4] ?? '', options.format);
}

/** YYYY, YYYY-MM, MM/YYYY. */
function parseVagueDate(text: string): ReportDate | undefined {
  const match = /^(?:(\d{4})\.?|(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})\.?)$/.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1] ?? match[2] ?? match[5]);
  if (!isYear(year)) return invalid(`the year ${year} is out of range`);
  if (match[1] !== undefined) return { kind: 'year', precision: 'year', year };
  const month = Number(match[3] ?? match[4]);
  if (month < 1 || month > 12) return invalid(`there is no month ${month}`);
  return { kind: 'month', precision: 'month', year, month };
}

function parseThreeParts(
  first: string,
  second: string,
  third: string,
  format: DateFormat | undefined,
): ReportDate {
  if (first.length === 4) {
    if (format === 'd/m/y' || format === 'm/d/y') return invalid(`does not fit the format ${format}`);
    return dayOf(Number(first), Number(second), Number(third));
  }
  if (third.length !== 4) return invalid('the year needs four digits');
  const [a, b, year] = [Number(first), Number(second), Number(third)];
  if (format === 'd/m/y') return dayOf(year, b, a);
  if (format === 'm/d/y') return dayOf(year, a, b);
  if (format !== undefined) return invalid(`does not fit the format ${format}`);
  const readings = [dayOf(year, b, a), dayOf(year, a, b)].filter((reading) => reading.kind === 'day');
  const days = [...new Set(readings.map((reading) => reading.day))];
  const [only, other] = days;
  if (only === undefined) return invalid('not a day of the calendar');
  if (other === undefined) return { kind: 'day', precision: 'day', day: only };
  return { kind: 'ambiguous', candidates: days.map(isoDay) };
}

function dayOf(year: number, month: number, day: number): ReportDate {
  if (!isYear(year)) return invalid(`the year ${year} is out of range`);
  const existing = existingDay(year, month, day);
  if (existing === undefined) return invalid('not a day of the calendar');
  return { kind: 'day', precision: 'day', day: existing };
}

function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR;
}

function invalid(reason: string): ReportDate {
  return { kind: 'invalid', reason };
}
