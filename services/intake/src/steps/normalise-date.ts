import { dayNumber, existingDay, isoDay } from '@waylight/calendar';
import { DatePrecision } from '@waylight/contracts/incident';
import { parseReportDate } from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';

export type CodedDate = {
  readonly occurredDay: number;
  readonly datePrecision: DatePrecision;
  /** First and last possible day of the incident. */
  readonly occurred: { readonly from: number; readonly to: number };
};

const FORM = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DATE_FORM = 'must be a date such as 2025-03-14, a month such as 2025-03 or a year such as 2025';
const EARLIEST_YEAR = 2000;

/**
 * The date in its stated precision. Other forms are refused, because the node does not guess the order of day
 * and month.
 */
export function normaliseDate(
  text: string,
  field: string,
  today: number,
  findings: Findings,
): CodedDate | undefined {
  const match = FORM.exec(text.trim());
  if (match === null) {
    addFormViolation(text, field, findings);
    return undefined;
  }
  const date = parseDate(Number(match[1]), match[2], match[3]);
  if (date === undefined) addViolation(findings, field, `is not a calendar date: ${DATE_FORM}`);
  else if (Number(match[1]) < EARLIEST_YEAR) addViolation(findings, field, `is before ${EARLIEST_YEAR}`);
  else if (date.occurred.from > today) addViolation(findings, field, 'is in the future');
  else return date;
  return undefined;
}

function parseDate(
  year: number,
  monthText: string | undefined,
  dayText: string | undefined,
): CodedDate | undefined {
  if (monthText === undefined) return range(DatePrecision.YEAR, year, 1, 12);
  const month = Number(monthText);
  if (month < 1 || month > 12) return undefined;
  if (dayText === undefined) return range(DatePrecision.MONTH, year, month, 1);
  const day = existingDay(year, month, Number(dayText));
  if (day === undefined) return undefined;
  return { occurredDay: day, datePrecision: DatePrecision.DAY, occurred: { from: day, to: day } };
}

function range(datePrecision: DatePrecision, year: number, month: number, months: number): CodedDate {
  const from = dayNumber(year, month, 1);
  const to = dayNumber(year, month + months, 1) - 1;
  return { occurredDay: from, datePrecision, occurred: { from, to } };
}

function addFormViolation(text: string, field: string, findings: Findings): void {
  if (text.trim() === '') {
    addViolation(findings, field, `is required: ${DATE_FORM}`);
    return;
  }
  const date = parseReportDate(text.slice(0, LONGEST_DATE));
  if (date.kind === 'ambiguous')
    addViolation(findings, field, `has several possible dates: ${DATE_FORM}`, date.candidates);
  else addViolation(findings, field, DATE_FORM, date.kind === 'day' ? [isoDay(date.day)] : []);
}

const LONGEST_DATE = 40;
