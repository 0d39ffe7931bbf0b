export type { CalendarDate } from './days.ts';
export {
  dateOf,
  dayNumber,
  dayOfInstant,
  dayOfIsoDate,
  existingDay,
  isoDay,
  monthsBefore,
} from './days.ts';
export type { DaySpan, PeriodKind } from './periods.ts';
export {
  daysOf,
  isoMonth,
  isoQuarter,
  isoWeek,
  isoYear,
  nextPeriod,
  PERIOD_KINDS,
  periodDays,
  periodKindOf,
  periodOf,
  periodOfYearBefore,
  periodsInSpan,
  periodsOverlapping,
  periodsWithin,
  previousPeriod,
} from './periods.ts';
export { isUnfinished, localDay } from './today.ts';
export { isCountedByWeek, OLDEST_DAYS } from './week-of-receipt.ts';
