import { useLocale } from '../language/locale.tsx';
import { useTableNames } from './use-table-names.ts';

/** The released table nearest to a question that none answers. */
export function NearestTable({ id }: { readonly id: string }) {
  const { t } = useLocale();
  const names = useTableNames();
  return <p>{t('state.empty.nearest', { table: names.table(id) })}</p>;
}
