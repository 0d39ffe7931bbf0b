import type { CompletenessMonth, CountryCompleteness } from '../api/completeness.ts';
import { completenessLines, sinceFirstPublished } from '../model/completeness-lines.ts';
import { cellWord, reportedShareText } from '../model/completeness-text.ts';
import { useLocale } from '../text/locale.tsx';
import styles from './completeness-matrix.module.css';
import { DataTable } from './data-table.tsx';
import { CountryNames, Reported } from './reported.tsx';

/** Countries as rows and months as columns. Each cell has the status as a sign and a word, and the reported number if it is wanted. */
export function CompletenessMatrix({
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
