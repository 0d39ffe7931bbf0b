import {
  explainVictims,
  SUMS_NOTICE,
  SUMS_SENTENCES,
  victimsSentences,
} from '@waylight/disclosure-control/notices';
import type { ReactNode } from 'react';
import type { ReleaseTable } from '../../api/releases.ts';
import { attributionText } from '../../text/attribution-text.ts';
import { audienceText, countedText } from '../../text/audience-text.ts';
import { formatDay } from '../../text/format.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { type MethodText, saidText } from '../../text/method-texts.ts';
import { TOTAL } from '../../text/table-codes.ts';
import { CodeName } from '../../ui/code-name.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { NotGiven } from '../../ui/not-given.tsx';
import { Rounded } from '../../ui/rounded.tsx';
import { SilentMark } from '../../ui/silent-mark.tsx';
import { SilentMonths, useSilentCountries } from '../../ui/silent-note.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { CoarserReleases } from './coarser-releases.tsx';
import styles from './releases.module.css';
import { isReleaseMostlySmall, layOutRelease, type Reading } from './table-layout.ts';

/** All numbers of a release, with their rounding. */
export function NumbersPanel({ table }: { readonly table: ReleaseTable }) {
  const locale = useLocale();
  const { t, number } = locale;
  const names = useTableNames();
  const laid = layOutRelease(table);
  const { rows, columns, at } = laid;
  const readings = rows.codes.flatMap((row) => columns.codes.map((column) => at(row, column)));
  const silent = useSilentCountries(table.period);
  const counted = countedText(table.audience, locale);
  const nameOf = (dimension: string, code: string) => (
    <span key="code">
      <CodeName dimension={dimension} code={code} />
      {dimension === 'country' && silent.includes(code) && <SilentMark />}
    </span>
  );
  return (
    <section className="panel" aria-labelledby="numbers">
      <h2 id="numbers">{t('release.numbers')}</h2>
      <p className="caption">
        {t('release.caption', {
          from: formatDay(table.from),
          to: formatDay(table.to),
          closed: formatDay(table.closed),
          audience: audienceText(table.audience, locale),
          atMost: number(table.k - 1),
        })}
      </p>
      <DataTable
        caption={names.release(table.release)}
        columns={[
          { key: 'code', title: <span className="sr-only">{t('release.number')}</span> },
          ...columns.codes.map((code) => ({
            key: code,
            title: columns.dimension === undefined ? t('release.number') : nameOf(columns.dimension, code),
            isNumber: true,
          })),
        ]}
        rows={rows.codes.map((row) => ({
          key: row,
          cells: [
            nameOf(rows.dimension ?? '', row),
            ...columns.codes.map((column) => readingText(at(row, column), table.k, locale)),
          ],
        }))}
      />
      <SilentMonths
        periods={[table.period]}
        isMarked={[rows, columns].some(({ dimension }) => dimension === 'country')}
      />
      {readings.some(({ kind }) => kind === 'not-given') && (
        <p className="caption">
          <span aria-hidden="true">– </span>
          {t('release.notGiven')}
        </p>
      )}
      {isReleaseMostlySmall(laid, table.k) && <CoarserReleases table={table} />}
      {table.victims !== undefined && <Victims victims={table.victims} />}
      <h3>{t('release.notices')}</h3>
      <ul className={styles.notices} data-part="notices">
        {counted !== undefined && <li>{counted}</li>}
        {noticeTexts(table, locale).map(({ text, isEnglish }) => (
          <li key={text} lang={isEnglish ? 'en' : undefined}>
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A number of a release, marked if it is a sum. */
export function readingText(reading: Reading, k: number, { t, number }: Locale): ReactNode {
  switch (reading.kind) {
    case 'rounded':
      return <Rounded key="value" value={reading.value} base={k} form="cell" />;
    case 'sum':
      return reading.value === 0 ? (
        t('release.orMore')
      ) : (
        <span key="value">
          <span aria-hidden="true" className="number">{`Σ\u00A0${number(reading.value)}`}</span>
          <span className="sr-only">{t('release.sum', { n: number(reading.value) })}</span>
        </span>
      );
    case 'not-given':
      return (
        <span key="value">
          <NotGiven />
        </span>
      );
    default:
      return reading satisfies never;
  }
}

function Victims({ victims }: { readonly victims: NonNullable<ReleaseTable['victims']> }) {
  const { t, number } = useLocale();
  const title = t('release.victims');
  return (
    <>
      <h3>{title}</h3>
      <p className="caption">{t('release.victims.caption', { atMost: number(victims.k - 1) })}</p>
      <DataTable
        caption={title}
        columns={[
          { key: 'code', title: t('figure.country') },
          { key: 'sum', title, isNumber: true },
        ]}
        rows={victims.sums.map(({ coords, value }) => {
          const [dimension = '', code = TOTAL] = Object.entries(coords)[0] ?? [];
          return {
            key: code,
            cells: [
              <CodeName key="code" dimension={dimension} code={code} />,
              <Rounded key="sum" value={value} base={victims.k} form="cell" />,
            ],
          };
        })}
      />
    </>
  );
}

/**
 * Notices that must be shown with the numbers of a release, in their order. Notices of Waylight and of a trial are translated.
 * Other text, such as that of an operator, stays in English.
 */
export function noticeTexts(
  { notices, victims }: Pick<ReleaseTable, 'notices' | 'victims'>,
  locale: Locale,
): readonly MethodText[] {
  const sums = victims && { roundingBase: victims.k, minIncidents: victims.from };
  const ours = new Map([
    [SUMS_NOTICE, SUMS_SENTENCES],
    ...(sums === undefined ? [] : [[explainVictims(sums), victimsSentences(sums)] as const]),
  ]);
  return notices.map((notice) => {
    if (notice.startsWith('* XK:')) return { text: `* ${locale.t('footnote.xk')}`, isEnglish: false };
    const sentences = ours.get(notice);
    if (sentences !== undefined) return saidText(sentences, notice, locale);
    const { text, lang } = attributionText(notice, locale);
    return { text, isEnglish: lang !== undefined };
  });
}
