import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { plannedTables } from '../../api/planned-table.ts';
import { releasePlanQuery, releasesQuery } from '../../api/questions.ts';
import type { ReleaseTable } from '../../api/releases.ts';
import { releasePath, trendsPath } from '../../model/paths.ts';
import { tableText } from '../../model/table-name.ts';
import { useLocale } from '../../text/locale.tsx';
import { MostlySmall } from '../../ui/mostly-small.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { coarserWays } from './coarser-releases.ts';
import styles from './releases.module.css';

/** Links to a coarser release of the same period, or to the coarser table in Trends. */
export function CoarserReleases({ table }: { readonly table: ReleaseTable }) {
  const locale = useLocale();
  const names = useTableNames();
  const { data: plan } = useQuery(releasePlanQuery());
  const { data: releases } = useQuery(releasesQuery());
  if (plan === undefined || releases === undefined) return null;
  const ways = coarserWays(table, plannedTables(plan.plan.tables), releases);
  return (
    <MostlySmall base={table.k} next={ways.length === 0 ? 'trends.small.none' : 'trends.small.next'}>
      <ul className={styles.lines}>
        {ways.map(({ question, release }) => (
          <li key={`${question.by}.${question.period}`}>
            {release === undefined ? (
              <Link className="table-link" href={trendsPath(question.by, question.period)}>
                {tableText(question, locale)}
              </Link>
            ) : (
              <Link className="table-link" href={releasePath(release)}>
                {names.release(release)}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </MostlySmall>
  );
}
