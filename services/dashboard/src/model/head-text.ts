import { codeText } from '../text/code-name.ts';
import { dimensionText } from '../text/code-text.ts';
import type { Locale } from '../text/locale.tsx';
import { type Head, PERIOD } from './grid.ts';

/** Name of a row or column as text. Short periods are for headings next to each other. */
export function headText(
  { id, dimension, text }: Head,
  locale: Locale,
  { isShort = false }: { readonly isShort?: boolean } = {},
): string {
  if (text !== undefined) return text;
  if (dimension === undefined) return locale.t('overview.incidents');
  if (dimension === PERIOD) return isShort ? locale.shortPeriod(id) : locale.period(id);
  return codeText(dimension, id, locale);
}

/** Heading of the column that names the rows. */
export const nameText = ({ id, text }: Head, locale: Locale): string => text ?? dimensionText(id, locale);
