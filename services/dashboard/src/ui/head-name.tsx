import { type Locale, useLocale } from '../language/locale.tsx';
import { type Head, PERIOD } from '../model/grid.ts';
import { CodeName, codeText } from '../parts/code-name.tsx';
import { dimensionText } from '../parts/code-text.ts';

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

/** The same as an element, in which a country leads to its footnote. */
export function HeadName({ head, isShort = false }: { readonly head: Head; readonly isShort?: boolean }) {
  const locale = useLocale();
  const { id, dimension, text } = head;
  return text === undefined && dimension !== undefined && dimension !== PERIOD ? (
    <CodeName dimension={dimension} code={id} />
  ) : (
    headText(head, locale, { isShort })
  );
}

/** Heading of the column that names the rows. */
export const nameText = ({ id, text }: Head, locale: Locale): string => text ?? dimensionText(id, locale);
