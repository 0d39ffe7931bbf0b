import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import { bulletinQuery } from '../../api/bulletins.ts';
import { sessionQuery } from '../../api/questions.ts';
import { useLocale } from '../../text/locale.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { type Begun, Editor } from './editor.tsx';
import { readPath } from './paths.ts';

/** A draft as it is edited. What is read anew meanwhile, or is not to be had any more, never takes the place of what somebody is writing. */
export function EditPage({ id }: { readonly id: string }) {
  const { t } = useLocale();
  const client = useQueryClient();
  const query = useQuery({ ...bulletinQuery(id), refetchOnWindowFocus: false });
  const session = useQuery(sessionQuery());
  const [begun, setBegun] = useState<Begun>();
  const end = useCallback(() => {
    // Whoever reads now may not be who has read it.
    void client.resetQueries({ queryKey: bulletinQuery(id).queryKey });
    setBegun(undefined);
  }, [client, id]);
  // What was read earlier may be an older version: nobody begins with that one while the newest is on its way.
  const isOnItsWay = !query.isFetchedAfterMount && query.fetchStatus === 'fetching';
  const { content, version } = query.data ?? {};
  const author = session.data?.account;
  if (begun === undefined && !isOnItsWay && content && version !== undefined && author !== undefined)
    setBegun({ id, version, content, author });
  return (
    <>
      <PageHead title={t('bulletin.editing')} />
      {begun !== undefined && <Editor begun={begun} end={end} />}
      {begun === undefined && isOnItsWay && <ViewState kind="loading" cause="no-bulletin" />}
      {begun === undefined && !isOnItsWay && (
        <Answered query={query} absent="no-bulletin">
          {(bulletin) =>
            bulletin.content === undefined ? (
              <Frozen id={id} />
            ) : (
              // Nobody could say yet who would write.
              <Answered query={session}>{() => null}</Answered>
            )
          }
        </Answered>
      )}
    </>
  );
}

function Frozen({ id }: { readonly id: string }) {
  const { t } = useLocale();
  return (
    <div className="state">
      <p className="state-says">{t('bulletin.step.frozen')}</p>
      <Link href={readPath(id)}>{t('bulletin.read')}</Link>
    </div>
  );
}
