const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Formats a day in English: "26 October 2026" for 2026-10-26. Other text is returned unchanged. */
export const formatEnglishDay = (iso: string): string => formatDate(DAY, iso, iso);

/** Returns the English name of a period, as on pages: "October 2026", "quarter 3 of 2026". Other text is returned unchanged. */
export function formatEnglishPeriod(id: string): string {
  const [, year, kind, n] = /^(\d{4})-([QW])(\d{1,2})$/.exec(id) ?? [];
  if (n !== undefined) return `${kind === 'Q' ? 'quarter' : 'week'} ${Number(n)} of ${year}`;
  const [, vague, month] = /^(\d{4})(-\d\d)?-\?$/.exec(id) ?? [];
  if (vague !== undefined)
    return month === undefined
      ? `${vague}, month unknown`
      : `${formatDate(MONTH, `${vague}${month}-01`, id)}, day unknown`;
  return /^\d{4}-\d\d$/.test(id) ? formatDate(MONTH, `${id}-01`, id) : id;
}

function formatDate(format: Intl.DateTimeFormat, iso: string, otherwise: string): string {
  const at = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(at) ? otherwise : format.format(at);
}
