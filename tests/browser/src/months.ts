import { exampleMonths } from './arriving-release.ts';

/** A month of the example data: the last one that is released, or so many before it. */
export function monthBack(count = 0): string {
  const [year = 0, month = 0] = exampleMonths().last.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - count)).toISOString().slice(0, 7);
}

/** As pages say it: October 2026, or Oct 2026. */
export function monthInWords(month: string, form: 'long' | 'short' = 'long'): string {
  return new Date(`${month}-01`).toLocaleString('en', { month: form, year: 'numeric', timeZone: 'UTC' });
}
