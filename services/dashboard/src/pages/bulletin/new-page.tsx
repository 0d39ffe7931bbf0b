import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { AUDIENCES } from '../../api/bulletin-schemas.ts';
import { saveBulletin } from '../../api/bulletins.ts';
import { changesQuery } from '../../api/changes.ts';
import { completenessQuery } from '../../api/completeness.ts';
import { sessionQuery } from '../../api/questions.ts';
import { bulletinPath, editPath } from '../../model/paths.ts';
import { monthBounds, monthsOf } from '../../model/period.ts';
import { LANGUAGE_NAMES } from '../../text/languages.ts';
import { useLocale } from '../../text/locale.tsx';
import { createI18n, textsQuery, translator } from '../../text/texts.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { stopGuarding } from '../../ui/leave-page.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Choice } from '../../ui/select.tsx';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { ActionFailure, type Unsaved } from './action-failure.tsx';
import type { Released } from './answering-table.ts';
import { periodsWithReleases } from './choices.ts';
import { type BulletinFrame, emptyBulletin, withOwnText } from './content-edit.ts';
import styles from './editor.module.css';
import { hasBegun, monthlyBulletin, readyTitle, regionReleaseOf } from './monthly-bulletin.ts';
import { type Author, SessionOver, UnsavedText, useAuthor } from './unsaved-text.tsx';
import { fewSentences, verdictSentences } from './verdict-text.ts';
import { WhenReleased } from './when-released.tsx';
import { AUDIENCE_WORDS, figureText } from './words.ts';

/** The choices before writing: period, audience, language, and initial content. */
export function NewPage() {
  const { t } = useLocale();
  const session = useQuery(sessionQuery());
  const author = useAuthor();
  return (
    <>
      <PageHead title={t('bulletin.new')} />
      <Answered query={session}>
        {() =>
          author.account === undefined ? (
            <ViewState kind="not-permitted" cause="no-member" />
          ) : (
            <Beginning key={author.account} author={author} />
          )
        }
      </Answered>
    </>
  );
}

/** What the author has typed and chosen. It outlives the releases, which are loaded again for another session. */
type Begun = Partial<Pick<BulletinFrame, 'title' | 'period'>> & {
  readonly ownText: string;
  readonly language: BulletinFrame['language'];
  readonly audience: BulletinFrame['audience'];
  readonly start: (typeof STARTS)[number];
};
type WritingProps = { readonly begun: Begun; readonly change: (changes: Partial<Begun>) => void };

function Beginning({ author }: { readonly author: Author }) {
  const { language } = useLocale();
  const [begun, setBegun] = useState<Begun>({ ownText: '', language, audience: 'partners', start: 'parts' });
  const change = (changes: Partial<Begun>) => setBegun((before) => ({ ...before, ...changes }));
  const hasUnsaved = `${begun.title ?? ''}${begun.ownText}` !== '';
  return (
    <>
      <LeaveGuard unsaved={hasUnsaved ? begun : undefined} hasFailed />
      <UnsavedText author={author} hasUnsaved={hasUnsaved}>
        {(isOver) =>
          isOver ? (
            <div className={`panel ${styles.form}`}>
              <SessionOver next="bulletin.over.new" />
              <Typed title={begun.title ?? ''} begun={begun} change={change} />
            </div>
          ) : (
            <OfReleases begun={begun} change={change} />
          )
        }
      </UnsavedText>
    </>
  );
}

/** The fields that a person types. */
function Typed({ title, begun, change }: WritingProps & { readonly title: string }) {
  const { t } = useLocale();
  return (
    <>
      <label className="field">
        <span>{t('bulletin.title')}</span>
        <input
          required
          lang={begun.language}
          maxLength={200}
          value={title}
          onChange={({ target }) => change({ title: target.value })}
        />
      </label>
      <label className={`field ${styles.writing}`}>
        <span>{t('bulletin.ownText')}</span>
        <textarea
          rows={4}
          lang={begun.language}
          maxLength={10_000}
          value={begun.ownText}
          onChange={({ target }) => change({ ownText: target.value })}
        />
      </label>
    </>
  );
}

type ReleasedTo = (audience: BulletinFrame['audience']) => Released;

function OfReleases(props: WritingProps) {
  return (
    <WhenReleased>
      {({ seen, to }) => {
        const periods = periodsWithReleases(seen);
        return periods.length === 0 ? (
          <ViewState kind="empty" />
        ) : (
          <Form {...props} periods={periods} releasedTo={to} />
        );
      }}
    </WhenReleased>
  );
}

/** `parts` are the usual parts of a bulletin. */
const STARTS = ['parts', 'empty'] as const;

function Form({
  begun,
  change,
  periods,
  releasedTo,
}: WritingProps & {
  readonly periods: readonly string[];
  readonly releasedTo: ReleasedTo;
}) {
  const locale = useLocale();
  const { t, period } = locale;
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery());
  const { title, ownText, start, ...choices } = begun;
  const chosen = { ...choices, period: choices.period ?? periods[0] ?? '' };
  const [failure, setFailure] = useState<Unsaved>();
  const texts = useQuery(textsQuery(chosen.language));
  // Translates to the bulletin's language, which may differ from that of the page.
  const say = texts.data && translator(createI18n(chosen.language, texts.data));
  const frame = { ...chosen, title: title ?? (say === undefined ? '' : readyTitle(chosen.period, say)) };
  const released = releasedTo(chosen.audience);
  // For other audiences there is neither a verdict nor completeness, which it would reveal.
  const release = chosen.audience === 'partners' ? regionReleaseOf(chosen, released) : undefined;
  const changes = useQuery({
    ...changesQuery(release ?? '', 'previous'),
    enabled: release !== undefined,
  });
  const completeness = useQuery({
    ...completenessQuery(monthBounds([chosen.period])),
    enabled: release !== undefined && monthsOf(chosen.period).length > 0,
  });
  const isLoading = changes.isLoading || completeness.isLoading;
  const ready =
    say === undefined || texts.data === undefined || isLoading
      ? undefined
      : monthlyBulletin(frame, released, say, {
          verdict: changes.data && verdictSentences(changes.data, say, texts.data),
          reporting: fewSentences(completeness.data?.months ?? [], chosen.period, say),
        });
  const content = start === 'empty' ? emptyBulletin(frame) : ready;

  const begin = async () => {
    if (content === undefined) return;
    const whole = withOwnText(content, ownText);
    const id = crypto.randomUUID();
    const outcome = await saveBulletin(session, id, 0, whole);
    if (outcome.kind !== 'done') return setFailure(outcome);
    await client.invalidateQueries({ queryKey: ['bulletins'] });
    // What has its parts is read next; what has none is written.
    stopGuarding();
    navigate(hasBegun(whole) || ownText !== '' ? bulletinPath(id) : editPath(id));
  };
  return (
    <form
      className={`panel ${styles.form}`}
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <Typed title={frame.title} begun={begun} change={change} />
      <Choice
        label={t('figure.period')}
        value={chosen.period}
        options={periods.map((value) => ({ value, text: period(value) }))}
        choose={(one) => change({ period: one })}
      />
      <Choice
        label={t('bulletin.language')}
        value={chosen.language}
        options={LANGUAGES.map((value) => ({ value, text: LANGUAGE_NAMES[value] }))}
        choose={(language) => change({ language })}
      />
      <Choice
        label={t('releases.audience')}
        value={chosen.audience}
        options={AUDIENCES.map((value) => ({ value, text: t(AUDIENCE_WORDS[value]) }))}
        choose={(audience) => change({ audience })}
      />
      <p className="caption">{t('bulletin.audience.note')}</p>
      <Choice
        label={t('bulletin.start')}
        value={start}
        options={STARTS.map((value) => ({
          value,
          text: t(value === 'parts' ? 'bulletin.start.parts' : 'bulletin.start.empty'),
        }))}
        choose={(one) => change({ start: one })}
      />
      {start === 'parts' && ready !== undefined && <p className="caption">{startText(ready, locale)}</p>}
      {texts.isError && <Answered query={texts}>{() => null}</Answered>}
      {failure !== undefined && <ActionFailure outcome={failure} />}
      <button type="submit" className="button" disabled={content === undefined}>
        {t('bulletin.create')}
      </button>
    </form>
  );
}

/** Names the initial figures, in the language of the page. */
function startText(
  content: ReturnType<typeof monthlyBulletin>,
  locale: ReturnType<typeof useLocale>,
): string {
  const { t } = locale;
  if (!hasBegun(content)) return t('bulletin.start.nothing');
  const figures = content.blocks.flatMap((block) => {
    if (block.kind !== 'figure') return [];
    const by = (block.question.by ?? '').split(',');
    return by.includes('period') ? t('bulletin.figure.year') : figureText('reports', by, locale);
  });
  return t('bulletin.start.has', { figures: figures.join('; ') });
}
