import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { plannedTables } from '../data/planned-table.ts';
import { releasePlanQuery } from '../data/questions.ts';
import { useLocale } from '../language/locale.tsx';
import { namesIn, type TableNames } from './table-name.ts';

/** What released tables and releases are called; until the plan is there, their ids. */
export function useTableNames(): TableNames {
  const locale = useLocale();
  const { data } = useQuery(releasePlanQuery());
  const tables = useMemo(() => plannedTables(data?.plan.tables ?? []), [data]);
  return namesIn(tables, locale);
}
