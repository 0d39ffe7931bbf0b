import { useQuery } from '@tanstack/react-query';
import { type ComponentProps, useCallback, useState } from 'react';
import { Link } from 'wouter';
import { bulletinQuery } from '../../api/bulletins.ts';
import { sessionQuery } from '../../api/questions.ts';
import { bulletinPath } from '../../model/paths.ts';
import { useLocale } from '../../text/locale.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import type { Version } from './draft-saver.ts';
import { draftTexts } from './draft-texts.ts';
import { Editor } from './editor.tsx';
import { type Author, UnsavedText, useAuthor } from './unsaved-text.tsx';
import { useDraft } from './use-draft.ts';

/** The editor of a draft. It closes when the session ends or changes to another account, once the text is saved. */
export function EditPage({ id }: { readonly id: string }) {
  const { t } = useLocale();
  const session = useQuery(sessionQuery());
  const author = useAuthor();
  return (
    <>
      <PageHead title={t('bulletin.editing')} />
      <Answered query={session}>
        {() =>
          author.account === undefined ? (
            <ViewState kind="empty" cause="no-bulletin" />
          ) : (
            <Loaded key={author.account} id={id} author={author} />
          )
        }
      </Answered>
    </>
  );
}

/** Starts with the current version. Later responses never replace the author's text. */
function Loaded({ id, author }: { readonly id: string; readonly author: Author }) {
  const query = useQuery({ ...bulletinQuery(id), refetchOnWindowFocus: false });
  const [begun, setBegun] = useState<Version>();
  const { content, version } = query.data ?? {};
  // The cache may contain an older version, or one that another account loaded.
  const isCurrent = query.isSuccess && query.fetchStatus === 'idle';
  if (begun === undefined && isCurrent && content !== undefined && version !== undefined)
    setBegun({ version, content });
  if (begun !== undefined) {
    const asRead = query.data === undefined ? undefined : draftTexts(query.data);
    return <Draft id={id} author={author} begun={begun} asRead={asRead} />;
  }
  if (isCurrent) return <Frozen id={id} />;
  if (query.isFetching) return <ViewState kind="loading" cause="no-bulletin" />;
  return (
    <Answered query={query} absent="no-bulletin">
      {() => null}
    </Answered>
  );
}

function Draft({
  id,
  author,
  begun,
  asRead,
}: {
  readonly id: string;
  readonly author: Author;
  readonly begun: Version;
  readonly asRead: ComponentProps<typeof Editor>['asRead'];
}) {
  const draft = useDraft(id, author.account ?? '', begun);
  const { saver, content, isSaved, problem, theirs } = draft;
  const save = useCallback(() => void saver.flush(), [saver]);
  return (
    <>
      <LeaveGuard
        unsaved={isSaved ? undefined : content}
        hasFailed={problem !== undefined || theirs !== undefined}
        save={save}
      />
      <UnsavedText author={author} hasUnsaved={!isSaved}>
        {(isOver) => <Editor id={id} draft={draft} isOver={isOver} asRead={asRead} />}
      </UnsavedText>
    </>
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
