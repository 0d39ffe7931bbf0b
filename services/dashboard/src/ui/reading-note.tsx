import { DEFAULT_ROUNDING_BASE, formatRounded } from '@waylight/presentation';
import { useLocale } from '../text/locale.tsx';

/** How rounded numbers are read, once on a page. */
export function ReadingNote({ base = DEFAULT_ROUNDING_BASE }: { readonly base?: number }) {
  const { t, language, number } = useLocale();
  const example = formatRounded(2 * base, { language, base, format: number });
  const range = `${number(base + 1)}–${number(3 * base - 1)}`;
  return <p className="caption">{t('reading.note', { example, range })}</p>;
}
