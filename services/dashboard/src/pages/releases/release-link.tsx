import { Link } from 'wouter';
import { placeOf } from '../../api/origin.ts';
import { releasePath } from '../../model/paths.ts';
import type { TableNames } from '../../model/table-name.ts';
import { useLocale } from '../../text/locale.tsx';

/** The way to a release from a table whose columns say its period and its readers: by the name of its table, its id beside it for commands. */
export function ReleaseLink({
  id,
  names,
  isPreview = false,
}: {
  readonly id: string;
  readonly names: TableNames;
  /** Whether members look at it before its readers do. */
  readonly isPreview?: boolean;
}) {
  const { t, period } = useLocale();
  const place = placeOf(id);
  const table = names.table(place?.table ?? id);
  return (
    <>
      <Link className="table-link" href={releasePath(id)}>
        {isPreview ? t('preview.link', { table }) : table}{' '}
        <span className="spoken">{period(place?.period ?? '')}</span>
      </Link>{' '}
      <span className="id">{id}</span>
    </>
  );
}
