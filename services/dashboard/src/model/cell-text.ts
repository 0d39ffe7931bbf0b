import { formatRounded, type RoundedForm } from '@waylight/presentation';
import type { Locale } from '../text/locale.tsx';
import type { GridCell, NumberCell } from './grid.ts';

/** A number as text: rounded ones with their rounding, such as "0–4" or "about 10". */
export function numberText(
  { value, base, text }: NumberCell,
  { language, number }: Pick<Locale, 'language' | 'number'>,
  form: RoundedForm = 'text',
): string {
  if (text !== undefined) return text;
  if (value === undefined) return '';
  return base === undefined ? number(value) : formatRounded(value, { language, form, base, format: number });
}

/** Text of a cell as tables show it. A number that was not released is a dash. */
export function cellText(cell: GridCell, locale: Pick<Locale, 'language' | 'number'>): string {
  switch (cell.kind) {
    case 'number':
      return numberText(cell, locale, 'cell');
    case 'text':
      return cell.text;
    case 'none':
      return '–';
    default:
      return cell satisfies never;
  }
}
