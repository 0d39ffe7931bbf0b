export type { CalendarDate } from './days.ts';
export {
  dateOf,
  dayNumber,
  dayOfInstant,
  dayOfIsoDate,
  existingDay,
  isoDay,
  mondayOf,
  monthsBefore,
  thursdayOf,
} from './days.ts';
export type { DayRange, PeriodKind } from './periods.ts';
export {
  daysOf,
  isoMonth,
  isoQuarter,
  isoWeek,
  isoYear,
  PERIOD_KINDS,
  PERIOD_LABELS,
} from './periods.ts';
export { isUnfinished, localDay } from './today.ts';
