import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Bulletin } from '../../data/bulletin-schemas.ts';
import { bulletinQuery } from '../../data/bulletins.ts';
import { useLocale } from '../../language/locale.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Answered, ViewState } from '../../parts/view-state.tsx';
import { Editor } from './editor.tsx';
import { readPath } from './paths.ts';

/** A draft as it is edited. What is read anew meanwhile never takes the place of what somebody is writing. */
export function EditPage({ id }: { readonly id: string }) {
  const { t } = useLocale();
  const query = useQuery({ ...bulletinQuery(id), refetchOnWindowFocus: false });
  // What was read earlier may be an older version: nobody begins with that one while the newest is on its way.
  const isOnItsWay = !query.isFetchedAfterMount && query.fetchStatus === 'fetching';
  return (
    <>
      <PageHead title={t('bulletin.editing')} />
      {isOnItsWay ? (
        <ViewState kind="loading" cause="no-bulletin" />
      ) : (
        <Answered query={query} absent="no-bulletin">
          {(bulletin) => <Begun bulletin={bulletin} />}
        </Answered>
      )}
    </>
  );
}

function Begun({ bulletin }: { readonly bulletin: Bulletin }) {
  const { t } = useLocale();
  const [{ id, ...first }] = useState(bulletin);
  if (first.content === undefined)
    return (
      <div className="state">
        <p className="state-says">{t('bulletin.step.frozen')}</p>
        <Link href={readPath(id)}>{t('bulletin.read')}</Link>
      </div>
    );
  return <Editor begun={{ bulletin: { id, ...first }, content: first.content }} />;
}
