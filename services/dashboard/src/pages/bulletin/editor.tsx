import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import { useState } from 'react';
import { Link } from 'wouter';
import { AUDIENCES, type Bulletin, type BulletinContent } from '../../data/bulletin-schemas.ts';
import { bulletinQuery, saveBulletin } from '../../data/bulletins.ts';
import { sessionQuery } from '../../data/questions.ts';
import { LANGUAGE_NAMES } from '../../language/languages.ts';
import { useLocale } from '../../language/locale.tsx';
import { AddBlocks } from './add-blocks.tsx';
import { BlockEditor } from './block-editor.tsx';
import { withMoved, withoutBlock, withoutUnused } from './content-edit.ts';
import { Failure, type Unsaved } from './failure.tsx';
import { readPath } from './paths.ts';
import { Select } from './select.tsx';
import { Stale } from './stale.tsx';
import { useGuard } from './use-guard.ts';
import { AUDIENCE_WORDS } from './words.ts';

type Begun = { readonly bulletin: Bulletin; readonly content: BulletinContent };
/** Blocks have no names: a key keeps each with its cursor when it is moved. */
type Edited = { readonly content: BulletinContent; readonly keys: readonly string[] };

const edited = (content: BulletinContent): Edited => ({
  content,
  keys: content.blocks.map(() => crypto.randomUUID()),
});

/** What authors write, and the way to save it over the version with which they began. */
export function Editor({ begun }: { readonly begun: Begun }) {
  const { t, period, number } = useLocale();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery());
  const [{ content, keys }, setEdited] = useState<Edited>(() => edited(begun.content));
  const [base, setBase] = useState(begun.bulletin.version);
  const [isDirty, setDirty] = useState(false);
  const [failure, setFailure] = useState<Unsaved>();
  const [theirs, setTheirs] = useState<Begun>();
  useGuard(isDirty, t('bulletin.leave'));
  const { id } = begun.bulletin;

  const change = (next: BulletinContent, nextKeys = keys) => {
    setEdited({ content: next, keys: nextKeys });
    setDirty(true);
  };
  const save = async (over = base) => {
    const outcome = await saveBulletin(session, id, over, withoutUnused(content));
    setFailure(outcome.kind === 'done' ? undefined : outcome);
    if (outcome.kind === 'done') {
      setBase(outcome.data.bulletin.version);
      setDirty(false);
      setTheirs(undefined);
      client.setQueryData(bulletinQuery(id).queryKey, outcome.data.bulletin);
      return client.invalidateQueries({ queryKey: ['bulletins'], exact: true });
    }
    if (outcome.kind !== 'refused' || outcome.refusal.current === undefined) return;
    const bulletin = await client.fetchQuery(bulletinQuery(id)).catch(() => undefined);
    if (bulletin?.content === undefined) return;
    setFailure(undefined);
    setTheirs({ bulletin, content: bulletin.content });
  };
  const take = (one: Begun) => {
    setEdited(edited(one.content));
    setBase(one.bulletin.version);
    setDirty(false);
    setTheirs(undefined);
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
      {theirs !== undefined && (
        <Stale
          mine={content}
          theirs={theirs.content}
          version={theirs.bulletin.version}
          keepMine={() => void save(theirs.bulletin.version)}
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
            label={t('bulletin.audience')}
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
