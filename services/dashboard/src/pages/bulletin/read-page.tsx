import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Bulletin } from '../../api/bulletin-schemas.ts';
import { bulletinQuery, removeBulletin } from '../../api/bulletins.ts';
import { sessionQuery } from '../../api/questions.ts';
import { editPath } from '../../model/paths.ts';
import { ROUTES } from '../../model/routes.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { StaleNote } from '../../ui/stale-note.tsx';
import { Answered } from '../../ui/view-state.tsx';
import { ActionFailure, type Unsaved } from './action-failure.tsx';
import styles from './article.module.css';
import { Article } from './article.tsx';
import editor from './editor.module.css';
import { FindingsPanel } from './findings-panel.tsx';
import { mayWrite } from './list-page.tsx';
import { NEXT_STEP, NextStep } from './next-step.tsx';
import { NumbersInText } from './numbers-in-text.tsx';
import { Problems } from './problems.tsx';
import { STATUS_WORDS } from './words.ts';

/** Preview of a bulletin. A draft has the typed parts and the next step. */
export function ReadPage({ id }: { readonly id: string }) {
  const { t } = useLocale();
  const query = useQuery(bulletinQuery(id));
  return (
    <>
      {/* The bulletin's own title, once it is loaded. */}
      {query.data === undefined ? <PageHead title={t('nav.bulletins')} /> : <StaleNote />}
      <Answered query={query} absent="no-bulletin">
        {(bulletin) => <Read bulletin={bulletin} />}
      </Answered>
    </>
  );
}

function Read({ bulletin }: { readonly bulletin: Bulletin }) {
  const { t } = useLocale();
  const { title, document: of, status } = bulletin;
  const { data: session } = useQuery(sessionQuery());
  const [hasFrozen, setFrozen] = useState(false);
  usePrintedAs(of.language);
  useEffect(() => {
    document.title = title === '' ? t('bulletin.untitled') : title;
  }, [title, t]);
  return (
    <div className={styles.page}>
      <div className={`stack ${styles.steps}`}>
        <p>
          <Link href={ROUTES.bulletins.path}>{t('bulletin.back')}</Link>
        </p>
        {status === 'frozen' ? <FrozenSteps isNew={hasFrozen} /> : <DraftSteps bulletin={bulletin} />}
      </div>
      <Article bulletin={bulletin} />
      {mayWrite(session) && hasNext(bulletin) && (
        <NextStep bulletin={bulletin} onFrozen={() => setFrozen(true)} />
      )}
    </div>
  );
}

/** A draft with problems must be edited first. */
const hasNext = ({ status, problems = [] }: Bulletin): boolean =>
  status !== 'frozen' && problems.length === 0;

/** True if somebody else has to take the next step. */
const isWaiting = ({ status, isOwnVersion }: Bulletin): boolean =>
  status === 'submitted' && isOwnVersion === true;

/** Gets the focus after freezing, because no next step remains below the text. */
function FrozenSteps({ isNew }: { readonly isNew: boolean }) {
  const { t } = useLocale();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isNew) panel.current?.focus();
  }, [isNew]);
  return (
    <section className="panel" aria-label={t('bulletin.step')} ref={panel} tabIndex={-1}>
      <p>{t('bulletin.step.frozen')}</p>
      <div className="actions">
        <button type="button" className="button" onClick={() => print()}>
          {t('bulletin.print')}
        </button>
      </div>
      <p className="caption">{t('bulletin.print.note')}</p>
    </section>
  );
}

function stepOf({ status, isOwnVersion, problems = [] }: Bulletin): MessageId {
  if (problems.length > 0) return 'bulletin.step.problems';
  switch (status) {
    case 'draft':
      return 'bulletin.step.draft';
    case 'submitted':
      return isOwnVersion === true ? 'bulletin.step.own' : 'bulletin.step.submitted';
    case 'approved':
      return 'bulletin.step.approved';
    case 'frozen':
      return 'bulletin.step.frozen';
    default:
      return status satisfies never;
  }
}

/** Status, a link to the next step, and the lists for the second person. */
function DraftSteps({ bulletin }: { readonly bulletin: Bulletin }) {
  const { t, number } = useLocale();
  const { id, status, version, problems = [] } = bulletin;
  const { data: session } = useQuery(sessionQuery());
  return (
    <>
      <section className="panel" aria-label={t('bulletin.status')}>
        <p className="state-says" role="status">
          {t('bulletin.mark', { status: t(STATUS_WORDS[status]), version: number(version) })}
        </p>
        <p>{t(stepOf(bulletin))}</p>
        {problems.length > 0 && <Problems problems={problems} />}
        {mayWrite(session) && hasNext(bulletin) && !isWaiting(bulletin) && (
          <p>
            <a href={`#${NEXT_STEP}`}>{t('bulletin.step.below')}</a>
          </p>
        )}
        {mayWrite(session) && (
          <div className="actions">
            <Link href={editPath(id)} className={`button ${editor.quiet}`}>
              {t('bulletin.edit')}
            </Link>
          </div>
        )}
        {mayWrite(session) && <Remove id={id} />}
      </section>
      <FindingsPanel bulletin={bulletin} />
      <NumbersInText bulletin={bulletin} />
    </>
  );
}

/** In a collapsed section, because deletion is permanent. */
function Remove({ id }: { readonly id: string }) {
  const { t } = useLocale();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { data: session } = useQuery(sessionQuery());
  const [failure, setFailure] = useState<Unsaved>();
  const remove = async () => {
    const outcome = await removeBulletin(session, id);
    if (outcome.kind !== 'done') return setFailure(outcome);
    navigate(ROUTES.bulletins.path);
    client.removeQueries({ queryKey: ['bulletins', id] });
    await client.invalidateQueries({ queryKey: ['bulletins'] });
  };
  return (
    <details className="behind">
      <summary>{t('bulletin.remove')}</summary>
      <p>{t('bulletin.remove.note')}</p>
      {failure !== undefined && <ActionFailure outcome={failure} />}
      <button type="button" onClick={() => void remove()}>
        {t('bulletin.remove.do')}
      </button>
    </details>
  );
}

/**
 * Sets the language of the document while printing. A PDF gets its language, which screen readers need, from the root element.
 */
function usePrintedAs(language: string): void {
  useEffect(() => {
    const root = document.documentElement;
    let before: string | undefined;
    const begin = () => {
      before ??= root.lang;
      root.lang = language;
    };
    const end = () => {
      if (before !== undefined) root.lang = before;
      before = undefined;
    };
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      end();
    };
  }, [language]);
}
