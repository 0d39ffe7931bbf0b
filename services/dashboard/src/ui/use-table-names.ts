import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { plannedTables } from '../api/planned-table.ts';
import { releasePlanQuery } from '../api/questions.ts';
import { namesIn, type TableNames } from '../model/table-name.ts';
import { useLocale } from '../text/locale.tsx';

/** Names of released tables and releases; ids while the plan is loading. */
export function useTableNames(): TableNames {
  const locale = useLocale();
  const { data } = useQuery(releasePlanQuery());
  const tables = useMemo(() => plannedTables(data?.plan.tables ?? []), [data]);
  return namesIn(tables, locale);
}
