import { Link } from 'wouter';
import { placeOf } from '../../api/origin.ts';
import { releasePath } from '../../model/paths.ts';
import type { TableNames } from '../../model/table-name.ts';
import { useLocale } from '../../text/locale.tsx';

/** Link to a release by the name of its table, with its id for commands. Other columns contain its period and audience. */
export function ReleaseLink({
  id,
  names,
  isPreview = false,
}: {
  readonly id: string;
  readonly names: TableNames;
  /** True for members if the audience cannot read it yet. */
  readonly isPreview?: boolean;
}) {
  const { t, period } = useLocale();
  const place = placeOf(id);
  const table = names.table(place?.table ?? id);
  return (
    <>
      <Link className="table-link" href={releasePath(id)}>
        {isPreview ? t('preview.link', { table }) : table}{' '}
        <span className="sr-only">{period(place?.period ?? '')}</span>
      </Link>{' '}
      <span className="id">{id}</span>
    </>
  );
}
