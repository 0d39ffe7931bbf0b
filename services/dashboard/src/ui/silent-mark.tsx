import { useLocale } from '../text/locale.tsx';
import { SILENT_SIGN } from '../text/table-codes.ts';

/** Beside a country's name or number in a table: nobody there said what they did. Who it is, and when, the note under the table says. */
export function SilentMark({
  of = 'country',
}: {
  /** A region, and a border, is marked where one of its countries was silent. */
  readonly of?: 'country' | 'region';
}) {
  const { t } = useLocale();
  return (
    <span className="silent-mark">
      {'\u00A0'}
      <span aria-hidden="true">{SILENT_SIGN}</span>
      <span className="spoken">{t(of === 'country' ? 'completeness.inWords.silent' : 'silence.part')}</span>
    </span>
  );
}
