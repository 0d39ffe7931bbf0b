import { createHash } from 'node:crypto';
import { dayNumber, isoDay } from '@waylight/calendar';

/** Values of one run: see WAYLIGHT_TEST_SECRET, WAYLIGHT_TEST_SEED and WAYLIGHT_TEST_DATE. */
export type RunValues = { readonly secret: string; readonly seed: number; readonly date: string };

const YEARS = [2027, 2028];
const MONTHS = Array.from({ length: 12 }, (_, n) => n + 1);
/** Just after and just before midnight, so that a run crosses a day, and noon. */
const TIMES = ['00:01', '12:00', '23:58'];

/** The days of daylight-saving changes in the region: the last Sundays of March and October. */
const clockChanges = (year: number): number[] =>
  [4, 11].map((month) => {
    const last = dayNumber(year, month, 1) - 1;
    // 1 January 1970 was a Thursday.
    return last - ((last + 4) % 7);
  });

/** First and last days of periods over two years, one of them a leap year; the rarest first. */
function notableDays(): string[] {
  const ofYears = YEARS.flatMap((year) => [dayNumber(year, 1, 1), dayNumber(year + 1, 1, 1) - 1]);
  const ofQuarters = YEARS.flatMap((year) => [4, 7, 10].map((month) => dayNumber(year, month, 1) - 1));
  const ofMonths = YEARS.flatMap((year) =>
    MONTHS.flatMap((month) => {
      const first = dayNumber(year, month, 1);
      const last = dayNumber(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - 1;
      return [first, first + 14, last];
    }),
  );
  const days = [
    dayNumber(2028, 2, 29),
    ...ofYears,
    ...YEARS.flatMap(clockChanges),
    ...ofQuarters,
    ...ofMonths,
  ];
  return [...new Set(days)].map(isoDay);
}

/** Draws the values of several runs. The rare days come first; the seed decides their order and times. */
export function drawValues(seed: number, times: number): RunValues[] {
  const hash = (of: string): Buffer => createHash('sha256').update(`${seed} ${of}`).digest();
  const days = notableDays();
  const [rare, others] = [days.slice(0, RARE), days.slice(RARE)].map((some) =>
    some.toSorted((a, b) => Buffer.compare(hash(a), hash(b))),
  );
  const order = [...(rare ?? []), ...(others ?? [])];
  return Array.from({ length: times }, (_, n) => ({
    secret: hash(`secret ${n}`).toString('hex'),
    seed: hash(`seed ${n}`).readUInt32BE() >>> 1,
    date: `${order[n % order.length]}T${TIMES[hash(`time ${n}`).readUInt8() % TIMES.length]}`,
  }));
}

/** The leap day, the first and last days of two years, and the daylight-saving changes. */
const RARE = 9;
