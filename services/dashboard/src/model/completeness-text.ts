import { classifyCompleteness, effortBounds, formatRounded } from '@waylight/presentation';
import type { CountryCompleteness } from '../api/completeness.ts';
import type { Locale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';

const SHARES = {
  all: 'completeness.share.all',
  most: 'completeness.share.most',
  some: 'completeness.share.some',
  none: 'completeness.share.none',
} as const satisfies Readonly<Record<NonNullable<CountryCompleteness['stated']>, MessageId>>;

export const reportedShareText = (share: CountryCompleteness['stated'], { t }: Locale): string =>
  share === undefined ? '–' : t(SHARES[share]);

/** Describes a country and month in a sentence. */
export function saysText(entry: CountryCompleteness, base: number, { t, language, number }: Locale): string {
  const range = formatRounded(0, { language, base, format: number });
  const reading = classifyCompleteness(entry);
  switch (reading.kind) {
    case 'not-published':
      return t('completeness.inWords.notPublished');
    case 'silent':
      return reading.number === 'few'
        ? t('completeness.inWords.silentFew', { range })
        : t(reading.number === 'more' ? 'completeness.inWords.silentMore' : 'completeness.inWords.silent');
    case 'not-present':
      return t('completeness.inWords.notPresent');
    case 'present':
      return reading.number === 'few'
        ? t('completeness.inWords.presentFew', { range })
        : t(
            reading.number === 'more'
              ? 'completeness.inWords.presentMore'
              : 'completeness.inWords.presentOnly',
          );
    default:
      return reading satisfies never;
  }
}

/** The status word of a cell that needs attention; undefined if organisations were present and incidents were reported. */
export function cellWord(entry: CountryCompleteness): MessageId | undefined {
  const reading = classifyCompleteness(entry);
  switch (reading.kind) {
    case 'not-published':
      return 'completeness.cell.notPublished';
    case 'silent':
      return 'completeness.cell.silent';
    case 'not-present':
      return 'completeness.cell.notPresent';
    case 'present':
      return reading.number === 'few' ? 'completeness.cell.present' : undefined;
    default:
      return reading satisfies never;
  }
}

/**
 * Formats an effort as "115–124", "0–4", or a dash if it is missing. It has no "about", because incidents have another rounding
 * base.
 */
export function effortText(effort: number | undefined, { number }: Pick<Locale, 'number'>): string {
  if (effort === undefined) return '–';
  const { from, to } = effortBounds(effort);
  return `${number(from)}–${number(to)}`;
}
