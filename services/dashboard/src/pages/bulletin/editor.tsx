import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { AUDIENCES, type BulletinContent } from '../../api/bulletin-schemas.ts';
import { bulletinQuery } from '../../api/bulletins.ts';
import { sessionQuery } from '../../api/questions.ts';
import { LANGUAGE_NAMES } from '../../text/languages.ts';
import { useLocale } from '../../text/locale.tsx';
import { State } from '../../ui/state.tsx';
import { AddBlocks } from './add-blocks.tsx';
import { authorStanding } from './author.ts';
import { BlockEditor } from './block-editor.tsx';
import { withMoved, withoutBlock, withoutUnused } from './content-edit.ts';
import { Failure, type Unsaved } from './failure.tsx';
import { HiddenText } from './hidden-text.tsx';
import { readPath } from './paths.ts';
import { saveAsAuthor } from './save-as-author.ts';
import { Select } from './select.tsx';
import { Stale } from './stale.tsx';
import { useGuard } from './use-guard.ts';
import { useTellStanding } from './use-tell-standing.ts';
import { AUDIENCE_WORDS } from './words.ts';

/** A version as somebody edits it: of a bulletin what can be written, and nothing that was only read. */
export type Version = { readonly version: number; readonly content: BulletinContent };
export type Begun = Version & {
  readonly id: string;
  /** Mark of the account that writes. */
  readonly author: string;
};
/** Blocks have no names: a key keeps each with its cursor when it is moved. */
type Edited = { readonly content: BulletinContent; readonly keys: readonly string[] };

const edited = (content: BulletinContent): Edited => ({
  content,
  keys: content.blocks.map(() => crypto.randomUUID()),
});

/**
 * What authors write, and the way to save it over the version with which they began. It outlives the session: an unsaved text is kept in this
 * page, hidden, until its author is back. What is saved is not, and `end` is called.
 */
export function Editor({ begun, end }: { readonly begun: Begun; readonly end: () => void }) {
  const { t, period, number } = useLocale();
  const client = useQueryClient();
  // Another window may have another session since: whoever comes back to this one is asked for.
  const { data: session, dataUpdatedAt: lookedAtMs } = useQuery({ ...sessionQuery(), staleTime: 0 });
  const [{ content, keys }, setEdited] = useState<Edited>(() => edited(begun.content));
  const [base, setBase] = useState(begun.version);
  // Whoever goes on while it is being saved has changed it again.
  const [kept, setKept] = useState(content);
  const isDirty = content !== kept;
  const [failure, setFailure] = useState<Unsaved>();
  const [theirs, setTheirs] = useState<Version>();
  const [wasHidden, setWasHidden] = useState(false);
  useGuard(isDirty, t('bulletin.leave'));
  const { id, author } = begun;
  const standing = authorStanding(author, session);
  useTellStanding(standing, isDirty && (wasHidden || standing !== 'writes'), lookedAtMs);
  const isOver = standing !== 'writes' && !isDirty;
  useEffect(() => {
    if (isOver) end();
  }, [isOver, end]);
  if (standing !== 'writes') {
    // What somebody else has saved was read with the session, and why it could not be saved is so no more.
    if (theirs !== undefined) setTheirs(undefined);
    if (failure !== undefined) setFailure(undefined);
    if (!wasHidden) setWasHidden(true);
    return isDirty ? <HiddenText why={standing} /> : null;
  }

  const change = (next: BulletinContent, nextKeys = keys) => setEdited({ content: next, keys: nextKeys });
  const save = async (over = base) => {
    const outcome = await saveAsAuthor(client, { author, id, base: over, content: withoutUnused(content) });
    setFailure(outcome.kind === 'done' ? undefined : outcome);
    if (outcome.kind === 'done') {
      setBase(outcome.data.bulletin.version);
      setKept(content);
      setTheirs(undefined);
      setWasHidden(false);
      client.setQueryData(bulletinQuery(id).queryKey, outcome.data.bulletin);
      return client.invalidateQueries({ queryKey: ['bulletins'], exact: true });
    }
    if (outcome.kind !== 'refused' || outcome.refusal.current === undefined) return;
    const bulletin = await client.fetchQuery(bulletinQuery(id)).catch(() => undefined);
    if (bulletin?.content === undefined) return;
    setFailure(undefined);
    setTheirs({ version: bulletin.version, content: bulletin.content });
  };
  const take = (one: Version) => {
    setEdited(edited(one.content));
    setBase(one.version);
    setKept(one.content);
    setTheirs(undefined);
    setWasHidden(false);
  };
  const move = (at: number, by: -1 | 1) =>
    change(withMoved(content, at, by), keys.toSpliced(at, 1).toSpliced(at + by, 0, keys[at] ?? ''));
  const added = (next: BulletinContent) => {
    const at = next.blocks.findIndex((block) => !content.blocks.includes(block));
    change(next, keys.toSpliced(at, 0, crypto.randomUUID()));
  };

  return (
    <form
      className="stack bulletin-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {wasHidden && isDirty && (
        <State
          kind="back"
          role="status"
          says={t('bulletin.hidden.back')}
          next={t('bulletin.hidden.back.next')}
        />
      )}
      {theirs !== undefined && (
        <Stale
          mine={content}
          theirs={theirs.content}
          version={theirs.version}
          keepMine={() => void save(theirs.version)}
          takeTheirs={() => take(theirs)}
        />
      )}
      <section className="panel" aria-label={t('bulletin.frame')}>
        <label className="field">
          <span>{t('bulletin.title')}</span>
          <input
            lang={content.language}
            maxLength={200}
            value={content.title}
            onChange={({ target }) => change({ ...content, title: target.value })}
          />
        </label>
        <div className="fields">
          <Select
            label={t('bulletin.language')}
            value={content.language}
            options={LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]])}
            choose={(language) => change({ ...content, language })}
          />
          <Select
            label={t('releases.audience')}
            value={content.audience}
            options={AUDIENCES.map((one) => [one, t(AUDIENCE_WORDS[one])])}
            choose={(audience) => change({ ...content, audience })}
          />
        </div>
        <p className="caption">{t('bulletin.of', { period: period(content.period) })}</p>
        <p className="caption">{t('bulletin.write.note')}</p>
      </section>
      {content.blocks.map((block, at) => (
        <BlockEditor
          key={keys[at]}
          content={content}
          at={at}
          block={block}
          change={change}
          move={(by) => move(at, by)}
          remove={() => change(withoutBlock(content, at), keys.toSpliced(at, 1))}
        />
      ))}
      <AddBlocks content={content} added={added} />
      {failure !== undefined && <Failure outcome={failure} />}
      <div className="panel actions save-bar">
        <button type="submit" className="button">
          {t('bulletin.save')}
        </button>
        <Link href={readPath(id)} className="button button-quiet">
          {t('bulletin.read')}
        </Link>
        <span role="status">
          {isDirty ? t('bulletin.unsaved') : t('bulletin.saved', { version: number(base) })}
        </span>
      </div>
    </form>
  );
}
