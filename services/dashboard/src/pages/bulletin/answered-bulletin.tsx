import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Bulletin } from '../../data/bulletin-schemas.ts';
import { viewProblem } from '../../data/view-problem.ts';
import { useLocale } from '../../language/locale.tsx';
import { Answered } from '../../parts/view-state.tsx';
import { BULLETINS } from './paths.ts';

/** A bulletin once it is there; where there is none, not that numbers will come, which would be false. */
export function AnsweredBulletin({
  query,
  children,
}: {
  readonly query: UseQueryResult<Bulletin>;
  readonly children: (bulletin: Bulletin) => ReactNode;
}) {
  const { t } = useLocale();
  if (query.data !== undefined || !query.isError || viewProblem(query.error).code !== 'empty')
    return <Answered query={query}>{children}</Answered>;
  return (
    <div className="state state-empty" role="note">
      <p className="state-says">{t('bulletin.missing')}</p>
      <p>{t('bulletin.missing.next')}</p>
      <Link href={BULLETINS} className="button">
        {t('bulletin.back')}
      </Link>
    </div>
  );
}
