import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { BulletinContent } from '../../api/bulletin-schemas.ts';
import { plannedTables } from '../../api/planned-table.ts';
import { releasePlanQuery, releasesQuery } from '../../api/questions.ts';
import { approvalsQuery } from '../../api/releases.ts';
import type { ListedRelease } from '../../api/schemas.ts';
import { Answered } from '../../ui/view-state.tsx';
import { type Released, releasesFor } from './answering-table.ts';

type ReleasedTo = {
  /** All releases of the author, including those that are not yet approved for other audiences. */
  readonly seen: readonly ListedRelease[];
  readonly to: (audience: BulletinContent['audience']) => Released;
};

/** Renders its children once the plan, the releases and their approvals are loaded. */
export function WhenReleased({ children }: { readonly children: (released: ReleasedTo) => ReactNode }) {
  const releases = useQuery(releasesQuery());
  const plan = useQuery(releasePlanQuery());
  const approvals = useQuery(approvalsQuery(true));
  return (
    <Answered query={releases}>
      {(seen) => (
        <Answered query={plan}>
          {({ plan: { tables } }) => (
            <Answered query={approvals}>
              {(stand) =>
                children({
                  seen,
                  to: (audience) => ({
                    tables: plannedTables(tables),
                    ...releasesFor(audience, seen, stand.approvals),
                  }),
                })
              }
            </Answered>
          )}
        </Answered>
      )}
    </Answered>
  );
}
