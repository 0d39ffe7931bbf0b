import type { Series } from '../../data/inbox.ts';
import { useLocale } from '../../language/locale.tsx';
import { codeText } from '../../parts/code-name.tsx';
import { useTableNames } from '../../parts/use-table-names.ts';

/** "Serbia → Hungary – Reported incidents by border segment, monthly". */
export function SeriesName({ series: { table, codes } }: { readonly series: Series }) {
  const locale = useLocale();
  const names = useTableNames();
  const ofCodes = Object.entries(codes).map(([dimension, code]) => codeText(dimension, code, locale));
  return [...(ofCodes.length === 0 ? [] : [ofCodes.join(', ')]), names.table(table)].join(' – ');
}
