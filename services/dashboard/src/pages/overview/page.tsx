import { useQuery } from '@tanstack/react-query';
import { describeChanges } from '@waylight/presentation';
import { Link } from 'wouter';
import { changesQuery } from '../../api/changes.ts';
import { placeOf } from '../../api/origin.ts';
import { aboutQuery, sessionQuery } from '../../api/questions.ts';
import { sinceYearBefore } from '../../model/period.ts';
import { ROUTES } from '../../model/routes.ts';
import { countedText } from '../../text/audience-text.ts';
import { changeFormatter } from '../../text/change-texts.ts';
import { formatDay, sentenceStart } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import { Span } from '../../ui/columns.tsx';
import { CompletenessFigure } from '../../ui/completeness-figure.tsx';
import { ContactLink } from '../../ui/contact-link.tsx';
import { NextNumbers, nextNumbersText } from '../../ui/next-numbers.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Choice } from '../../ui/select.tsx';
import { FewReported } from '../../ui/silent-note.tsx';
import { useStamp } from '../../ui/use-stamp.ts';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { ChangeCards } from './change-cards.tsx';
import { Comparisons } from './comparisons-panel.tsx';
import { CurvesPanel } from './curves-panel.tsx';
import { MapChoice } from './map-choice.tsx';
import styles from './overview.module.css';
import { reportingBounds } from './overview-questions.ts';
import { RecordPanel } from './record-panel.tsx';
import { useOverview } from './use-overview.ts';

export { fetchEarly } from './use-overview.ts';

/** What happened in a month, in a sentence; then the numbers that support it. */
export function Page() {
  const locale = useLocale();
  const { t, period } = locale;
  const overview = useOverview();
  const { region, released, month, kind, choose, next, isOpen, isComplete } = overview;
  const asOf = useStamp(region.data, month);
  return (
    <>
      <PageHead
        title={t('nav.overview')}
        asOf={isOpen ? asOf : undefined}
        note={next && nextNumbersText(next, locale)}
      >
        {isOpen && month !== undefined && (
          <Choice
            label={t(kind === 'month' ? 'overview.month' : 'figure.period')}
            value={month}
            options={released.toReversed().map((id) => ({ value: id, text: period(id) }))}
            choose={choose}
          />
        )}
      </PageHead>
      {isOpen && kind !== undefined && kind !== 'month' && (
        <p className="lead">{t(kind === 'quarter' ? 'overview.byQuarter' : 'overview.byYear')}</p>
      )}
      {isComplete ? <Panels {...overview} /> : <ViewState kind="loading" />}
    </>
  );
}

function Panels({ region, countries, release, month, kind }: ReturnType<typeof useOverview>) {
  const { t } = useLocale();
  const isMonth = kind === 'month' && month !== undefined;
  return (
    <div className="columns">
      {release !== undefined && <Headline release={release} />}
      <AboutPanel />
      {month !== undefined && (
        <Answered query={countries}>
          {(answer) => (
            <>
              <Span of={6}>
                <MapChoice answer={answer} month={month} release={release} hasBorders={isMonth} />
              </Span>
              <Span of={6}>
                <CurvesPanel answer={answer} month={month} release={release} />
              </Span>
            </>
          )}
        </Answered>
      )}
      {isMonth && <CompletenessFigure bounds={reportingBounds(month)} from={sinceYearBefore(month).from} />}
      <RecordPanel />
      <Answered query={region} part={t('overview.incidents')}>
        {(answer) =>
          month === undefined ? (
            <ViewState kind="empty" part={t('overview.incidents')} />
          ) : (
            <Comparisons region={answer} month={month} />
          )
        }
      </Answered>
    </div>
  );
}

/** The main statement of the page: changes in the period of a release, which reports its numbers count, and four cards. */
function Headline({ release }: { readonly release: string }) {
  const locale = useLocale();
  const formatter = changeFormatter(locale);
  const counted = countedText(placeOf(release)?.audience, locale);
  const query = useQuery(changesQuery(release, 'previous'));
  return (
    <section className={styles.answer} aria-labelledby="headline">
      <Answered query={query}>
        {(changes) => (
          <>
            <h2 id="headline">
              {sentenceStart(describeChanges(changes, formatter).headline[0] ?? '', locale.language)}
              {counted !== undefined && ` ${counted}`}
            </h2>
            {changes.period !== undefined && (
              <FewReported periods={[changes.period]} bounds={reportingBounds(changes.period)} />
            )}
            {changes.headline?.verdict !== undefined && (
              <ChangeCards changes={changes} formatter={formatter} />
            )}
          </>
        )}
      </Answered>
    </section>
  );
}

/** For readers who are not signed in: what Waylight is, who runs it, how to cite it and whom to ask. */
function AboutPanel() {
  const { t } = useLocale();
  const { data: session } = useQuery(sessionQuery());
  const isPublic = session?.role === 'public';
  const { data: about } = useQuery({ ...aboutQuery(), enabled: isPublic });
  if (!isPublic || about === undefined) return null;
  const today = formatDay(new Date().toISOString().slice(0, 10));
  return (
    <section className={`panel ${styles.about}`} aria-labelledby="about">
      <h2 id="about">{t('about.title')}</h2>
      <div>
        <p className="headline">{t('about.what')}</p>
        <NextNumbers />
        <p>{t('about.cite', { address: location.origin, day: today })}</p>
      </div>
      <div>
        <p>{t('about.who')}</p>
        <ul className={styles.members}>
          {about.organisations.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      </div>
      <p className={styles.links}>
        <Link href={ROUTES.record.path}>{t('about.map')}</Link>
        <Link href={ROUTES.bulletins.path}>{t('nav.bulletins')}</Link>
        <Link href={ROUTES.releases.path}>{t('figure.method')}</Link>
        {about.contact !== undefined && (
          <ContactLink contact={about.contact}>{t('about.contact', { contact: about.contact })}</ContactLink>
        )}
      </p>
    </section>
  );
}
