import { useQuery } from '@tanstack/react-query';
import {
  type CompletenessAnswer,
  type CompletenessBounds,
  type CompletenessMonth,
  type CountryCompleteness,
  completenessQuery,
} from '../api/completeness.ts';
import { sessionQuery } from '../api/questions.ts';
import type { Session } from '../api/schemas.ts';
import { completenessGrid } from '../model/completeness-grid.ts';
import { completenessLines, sinceFirstPublished } from '../model/completeness-lines.ts';
import { cellWord, reportedShareText } from '../model/completeness-text.ts';
import { withoutColumn } from '../model/rearrange.ts';
import { useLocale } from '../text/locale.tsx';
import styles from './completeness-matrix.module.css';
import { DataTable } from './data-table.tsx';
import { Figure } from './figure.tsx';
import { CountryNames, Reported } from './reported.tsx';
import { Answered } from './view-state.tsx';

/** Completeness of reporting by country and month. */
export function CompletenessFigure({
  bounds,
  from = '',
  hasNumbers,
}: {
  /** Months to load; all if undefined. */
  readonly bounds?: CompletenessBounds;
  /** First month to show, on a page that loads earlier months for other figures. */
  readonly from?: string;
  /** False next to numbers for another audience, which are rounded for it. */
  readonly hasNumbers?: boolean;
}) {
  const query = useQuery(completenessQuery(bounds));
  return (
    <Answered query={query}>{(answer) => <Of {...since(from, answer)} hasNumbers={hasNumbers} />}</Answered>
  );
}

function since(from: string, { asOf, months, explain }: CompletenessAnswer): CompletenessAnswer {
  const { origin } = explain;
  return {
    asOf,
    months: months.filter(({ period }) => period >= from),
    explain: {
      ...explain,
      ...(origin && { origin: { ...origin, periods: origin.periods.filter((period) => period >= from) } }),
    },
  };
}

function Of({
  months,
  explain,
  hasNumbers,
}: CompletenessAnswer & { readonly hasNumbers: boolean | undefined }) {
  const locale = useLocale();
  const { t } = locale;
  const { data: session } = useQuery(sessionQuery());
  const title = t('completeness.title');
  const isTold = months.some(({ entries }) => entries.length > 0);
  if (!isTold)
    return (
      <section className="panel" aria-label={title}>
        <h2>{title}</h2>
        {session !== undefined && <NotTold to={session.reads} />}
      </section>
    );
  const grid = completenessGrid(t('completeness.table'), months, locale);
  return (
    <Figure
      title={title}
      caption={hasNumbers === false ? undefined : t('completeness.caption')}
      explain={explain}
      grids={[hasNumbers === false ? withoutColumn(grid, 'incidents') : grid]}
      notes={[t('completeness.effortNote')]}
    >
      <CompletenessMatrix title={title} months={months} hasNumbers={hasNumbers} />
      <p className="caption">{t('completeness.effortNote')}</p>
    </Figure>
  );
}

/** Explains that no release contains completeness yet, or that this reader never gets it. */
function NotTold({ to }: { readonly to: Session['reads'] }) {
  const { t } = useLocale();
  const isForThem = to === 'partners' || to === 'network';
  return (
    <>
      <p>{t(isForThem ? 'completeness.none' : 'completeness.notForYou')}</p>
      <p className="caption">{t(isForThem ? 'completeness.noneNext' : 'completeness.notForYou.next')}</p>
    </>
  );
}

/** Countries as rows and months as columns. Each cell has the status as a sign and a word, and the reported number if it is wanted. */
function CompletenessMatrix({
  title,
  months: all,
  hasNumbers = true,
}: {
  readonly title: string;
  readonly months: readonly CompletenessMonth[];
  readonly hasNumbers?: boolean | undefined;
}) {
  const { t, shortPeriod } = useLocale();
  const months = sinceFirstPublished(all).toReversed();
  const lines = completenessLines(months);
  return (
    <div className={styles.matrix} data-part="completeness">
      <DataTable
        caption={title}
        kind="matrix"
        columns={[
          { key: 'country', title: t('figure.country') },
          ...months.map(({ period }) => ({ key: period, title: shortPeriod(period) })),
        ]}
        rows={lines.map(({ key, countries, byPeriod }) => ({
          key,
          cells: [
            <CountryNames key="countries" countries={countries} />,
            ...months.map(({ period, k }) => (
              <MatrixCell key={period} entry={byPeriod.get(period)} base={hasNumbers ? k : undefined} />
            )),
          ],
        }))}
      />
      {lines.some(({ countries }) => countries.length > 1) && (
        <p className="caption">{t('completeness.pooled')}</p>
      )}
    </div>
  );
}

function MatrixCell({
  entry,
  base,
}: {
  readonly entry: CountryCompleteness | undefined;
  /** Undefined without numbers. */
  readonly base: number | undefined;
}) {
  const locale = useLocale();
  if (entry === undefined) return '–';
  const word = cellWord(entry);
  return (
    <div className={styles.entry} data-stated={entry.stated}>
      {entry.stated !== undefined && (
        <span className={styles.share}>{reportedShareText(entry.stated, locale)} </span>
      )}
      {word !== undefined && <span className={styles.word}>{locale.t(word)} </span>}
      {base !== undefined && (
        <span className={styles.reported}>
          <Reported entry={entry} base={base} form="cell" />
        </span>
      )}
    </div>
  );
}
