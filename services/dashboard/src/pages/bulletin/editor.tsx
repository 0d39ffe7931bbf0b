import { LANGUAGES } from '@waylight/taxonomy/labels';
import { useState } from 'react';
import { Link } from 'wouter';
import { AUDIENCES, type BulletinContent } from '../../api/bulletin-schemas.ts';
import { bulletinPath } from '../../model/paths.ts';
import { LANGUAGE_NAMES } from '../../text/languages.ts';
import { useLocale } from '../../text/locale.tsx';
import { Choice } from '../../ui/select.tsx';
import { ActionFailure } from './action-failure.tsx';
import { AddBlocks } from './add-blocks.tsx';
import { BlockEditor } from './block-editor.tsx';
import { withMoved, withoutBlock } from './content-edit.ts';
import { differencesOf } from './differences.ts';
import type { Version } from './draft-saver.ts';
import styles from './editor.module.css';
import type { TextAsRead } from './text-as-read.ts';
import { SessionOver } from './unsaved-text.tsx';
import type { Draft } from './use-draft.ts';
import { AUDIENCE_WORDS, placeText } from './words.ts';

/** Blocks have no ids. A key preserves the cursor of a block when it is moved. */
const newKeys = ({ blocks }: BulletinContent): readonly string[] => blocks.map(() => crypto.randomUUID());

/** Editor of a draft, with automatic saving. */
export function Editor({
  id,
  draft,
  isOver,
  asRead,
}: {
  readonly id: string;
  readonly draft: Draft;
  /** True if the session of the author has ended. */
  readonly isOver: boolean;
  /** The last saved texts as readers see them, by path. */
  readonly asRead: ReadonlyMap<string, TextAsRead> | undefined;
}) {
  const { t, period, number } = useLocale();
  const { saver, content, version, isSaved, problem, theirs } = draft;
  const [keys, setKeys] = useState(() => newKeys(content));
  const change = (next: BulletinContent, nextKeys = keys) => {
    setKeys(nextKeys);
    saver.write(next);
  };
  const takeTheirs = (one: Version) => {
    setKeys(newKeys(one.content));
    saver.takeTheirs();
  };
  const move = (at: number, by: -1 | 1) =>
    change(withMoved(content, at, by), keys.toSpliced(at, 1).toSpliced(at + by, 0, keys[at] ?? ''));
  const added = (next: BulletinContent) => {
    const at = next.blocks.findIndex((block) => !content.blocks.includes(block));
    change(next, keys.toSpliced(at, 0, crypto.randomUUID()));
  };

  return (
    <form
      className={`stack ${styles.editor}`}
      onSubmit={(event) => event.preventDefault()}
      // Rendered before the author's next input.
      onBlur={() => void saver.flush()}
    >
      {theirs !== undefined && (
        <Stale
          mine={content}
          theirs={theirs.content}
          version={theirs.version}
          keepMine={() => void saver.keepMine()}
          takeTheirs={() => takeTheirs(theirs)}
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
          <Choice
            label={t('bulletin.language')}
            value={content.language}
            options={LANGUAGES.map((value) => ({ value, text: LANGUAGE_NAMES[value] }))}
            choose={(language) => change({ ...content, language })}
          />
          <Choice
            label={t('releases.audience')}
            value={content.audience}
            options={AUDIENCES.map((value) => ({ value, text: t(AUDIENCE_WORDS[value]) }))}
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
          asRead={asRead}
          change={change}
          move={(by) => move(at, by)}
          remove={() => change(withoutBlock(content, at), keys.toSpliced(at, 1))}
        />
      ))}
      <AddBlocks content={content} added={added} />
      {!isOver && problem?.kind === 'refused' && <ActionFailure outcome={problem} />}
      <div className={`panel actions ${styles.saveBar}`}>
        {isOver && <SessionOver next="bulletin.over.next" />}
        {!isOver && problem?.kind === 'failed' && <ActionFailure outcome={problem} />}
        <Link href={bulletinPath(id)} className="button">
          {t('bulletin.read')}
        </Link>
        <span className="save-state">
          {isSaved
            ? t('bulletin.saved', { version: number(version) })
            : t(problem === undefined && theirs === undefined ? 'bulletin.saving' : 'bulletin.unsaved')}
        </span>
      </div>
    </form>
  );
}

/** Shown if another author has saved meanwhile: both texts, and a choice between them. Neither is discarded unseen. */
function Stale({
  mine,
  theirs,
  version,
  keepMine,
  takeTheirs,
}: {
  readonly mine: BulletinContent;
  readonly theirs: BulletinContent;
  readonly version: number;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}) {
  const locale = useLocale();
  const { t, number } = locale;
  const { texts, hasOther } = differencesOf(mine, theirs);
  return (
    <section className="panel stale" role="alert" aria-labelledby="stale">
      <h2 id="stale">{t('bulletin.stale')}</h2>
      <p>{t('bulletin.stale.note', { version: number(version) })}</p>
      {texts.map(({ path, mine: ours, theirs: other }) => (
        <div key={path} className={styles.versions}>
          <h3>{placeText(path, locale)}</h3>
          <div>
            <h4>{t('bulletin.stale.mine')}</h4>
            <p lang={mine.language}>{ours ?? t('bulletin.stale.absent')}</p>
          </div>
          <div>
            <h4>{t('bulletin.stale.theirs', { version: number(version) })}</h4>
            <p lang={theirs.language}>{other ?? t('bulletin.stale.absent')}</p>
          </div>
        </div>
      ))}
      {hasOther && <p>{t('bulletin.stale.other')}</p>}
      <div className="actions">
        <button type="button" onClick={takeTheirs}>
          {t('bulletin.stale.take')}
        </button>
        <button type="button" onClick={keepMine}>
          {t('bulletin.stale.keep', { version: number(version) })}
        </button>
      </div>
    </section>
  );
}
