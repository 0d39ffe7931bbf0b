import type { Series } from '../../api/inbox.ts';
import { codeText } from '../../text/code-name.ts';
import { useLocale } from '../../text/locale.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';

/** "Serbia → Hungary – Reported incidents by border segment, monthly". */
export function SeriesName({ series: { table, codes } }: { readonly series: Series }) {
  const locale = useLocale();
  const names = useTableNames();
  const ofCodes = Object.entries(codes).map(([dimension, code]) => codeText(dimension, code, locale));
  return [...(ofCodes.length === 0 ? [] : [ofCodes.join(', ')]), names.table(table)].join(' – ');
}
