import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { bulletinQuery } from '../../api/bulletins.ts';
import { sessionQuery } from '../../api/questions.ts';
import { bulletinPath } from '../../model/paths.ts';
import { useLocale } from '../../text/locale.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import type { Version } from './draft-saver.ts';
import { draftTexts } from './draft-texts.ts';
import { Editor } from './editor.tsx';
import { mayWrite } from './list-page.tsx';

/** The editor of a draft. It closes when the session changes to another account. */
export function EditPage({ id }: { readonly id: string }) {
  const { t } = useLocale();
  const session = useQuery(sessionQuery());
  return (
    <>
      <PageHead title={t('bulletin.editing')} />
      <Answered query={session}>
        {(reader) =>
          mayWrite(reader) && reader.account !== undefined ? (
            <Draft key={reader.account} id={id} author={reader.account} />
          ) : (
            <ViewState kind="empty" cause="no-bulletin" />
          )
        }
      </Answered>
    </>
  );
}

/** Starts with the current version. Later responses never replace the author's text. */
function Draft({ id, author }: { readonly id: string; readonly author: string }) {
  const query = useQuery({ ...bulletinQuery(id), refetchOnWindowFocus: false });
  const [begun, setBegun] = useState<Version>();
  const { content, version } = query.data ?? {};
  // The cache may contain an older version, or one that another account loaded.
  const isCurrent = query.isSuccess && query.fetchStatus === 'idle';
  if (begun === undefined && isCurrent && content !== undefined && version !== undefined)
    setBegun({ version, content });
  if (begun !== undefined) {
    const asRead = query.data === undefined ? undefined : draftTexts(query.data);
    return <Editor id={id} author={author} begun={begun} asRead={asRead} />;
  }
  if (isCurrent) return <Frozen id={id} />;
  if (query.isFetching) return <ViewState kind="loading" cause="no-bulletin" />;
  return (
    <Answered query={query} absent="no-bulletin">
      {() => null}
    </Answered>
  );
}

function Frozen({ id }: { readonly id: string }) {
  const { t } = useLocale();
  return (
    <div className="state">
      <p className="state-says">{t('bulletin.step.frozen')}</p>
      <Link href={bulletinPath(id)}>{t('bulletin.read')}</Link>
    </div>
  );
}
