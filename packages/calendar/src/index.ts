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
export type { DayRange } from './periods.ts';
export { daysOf, isoMonth, isoQuarter, isoWeek, isoYear } from './periods.ts';
export { isUnfinished, localDay } from './today.ts';
