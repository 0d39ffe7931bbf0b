// Names instead of `Intl`, whose first date format takes a page 9 ms.
const MONTHS = [
  ...(['January', 'February', 'March', 'April', 'May', 'June'] as const),
  ...(['July', 'August', 'September', 'October', 'November', 'December'] as const),
];

/** Formats a day in English: "26 October 2026" for 2026-10-26. Other text is returned unchanged. */
export function formatEnglishDay(iso: string): string {
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? iso : `${at.getUTCDate()} ${monthOf(at)}`;
}

/** Returns the English name of a period, as on pages: "October 2026", "quarter 3 of 2026". Other text is returned unchanged. */
export function formatEnglishPeriod(id: string): string {
  const [, year, kind, n] = /^(\d{4})-([QW])(\d{1,2})$/.exec(id) ?? [];
  if (n !== undefined) return `${kind === 'Q' ? 'quarter' : 'week'} ${Number(n)} of ${year}`;
  const [, vagueYear] = /^(\d{4})-\?$/.exec(id) ?? [];
  if (vagueYear !== undefined) return `${vagueYear}, month unknown`;
  const [, month = '', vague] = /^(\d{4}-\d\d)(-\?)?$/.exec(id) ?? [];
  const at = new Date(`${month}-01T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return id;
  return vague === undefined ? monthOf(at) : `${monthOf(at)}, day unknown`;
}

const monthOf = (at: Date): string => `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
