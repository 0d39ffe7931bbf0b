import { useLocale } from '../text/locale.tsx';
import { SILENT_SIGN } from '../text/table-codes.ts';

/**
 * Mark at a country's name or number in a table: no organisation there sent an activity report. The note below the table has
 * details.
 */
export function SilentMark({
  of = 'country',
}: {
  /** A region, or a border, is marked if one of its countries was silent. */
  readonly of?: 'country' | 'region';
}) {
  const { t } = useLocale();
  return (
    <span className="silent-mark">
      {'\u00A0'}
      <span aria-hidden="true">{SILENT_SIGN}</span>
      <span className="sr-only">{t(of === 'country' ? 'completeness.inWords.silent' : 'silence.part')}</span>
    </span>
  );
}
