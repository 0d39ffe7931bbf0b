import { type DaySpan, daysOf } from '@waylight/calendar';
import { LANGUAGES } from '@waylight/taxonomy/languages';
import { Option } from 'commander';
import { usageFailure } from './failure.ts';

const FORMATS = ['table', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];
/** Formats of a document that is not a list of rows. */
export type DocumentFormat = Exclude<Format, 'csv'>;

export function formatOption(): Option {
  return new Option('--format <format>', 'how data is printed').choices(FORMATS).default('table');
}

/** The option --format of a command whose data are not rows, so that CSV cannot express them. */
export function documentFormatOption(): Option {
  const formats = FORMATS.filter((format): format is DocumentFormat => format !== 'csv');
  return new Option('--format <format>', 'how data is printed').choices(formats).default('table');
}

export function languageOption(): Option {
  return new Option('--lang <language>', 'language of the labels').choices(LANGUAGES).default('en');
}

/** A whole number from `min` to `max`, at most four digits long. */
export function parseWholeNumber(flag: string, text: string | undefined, min: number, max: number): number {
  const number = text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw usageFailure(`${flag} got "${text}"; expected a number from ${min} to ${max}`);
}

export function parsePort(flag: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw usageFailure(`${flag} got "${text}"; expected a port from 1 to 65535`);
}

/** The first and the last day of a period, as days since 1970-01-01. */
export function parsePeriod(flag: string, text: string): DaySpan {
  const days = daysOf(text);
  if (days !== undefined) return days;
  throw usageFailure(`${flag} got "${text}"; expected 2025, 2025-Q1, 2025-03, 2025-W10 or 2025-03-14`);
}
