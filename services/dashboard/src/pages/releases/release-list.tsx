import type { Approval } from '../../api/releases.ts';
import type { ListedRelease } from '../../api/schemas.ts';
import { audienceText } from '../../text/audience-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Choice } from '../../ui/select.tsx';
import { State } from '../../ui/state.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { anyText, urlFields, useUrlState } from '../../ui/use-url-state.ts';
import { chosenReleases, foldedReleases, openYears, yearOf } from './listed-releases.ts';
import { ReleaseLink } from './release-link.tsx';
import { stateText } from './release-words.ts';
import styles from './releases.module.css';

const LIST_URL = urlFields({ table: anyText, audience: anyText, year: anyText, show: anyText });

/** The reader's releases by table, year and audience. The newest are visible, older ones are collapsed by year. */
export function ReleaseList({
  releases,
  approvals,
}: {
  readonly releases: readonly ListedRelease[];
  readonly approvals: readonly Approval[];
}) {
  const locale = useLocale();
  const { t, number } = locale;
  const names = useTableNames();
  const { state, change } = useUrlState(LIST_URL);
  const valuesOf = (of: (one: ListedRelease) => string) => [...new Set(releases.map(of))].sort();
  const [tables, audiences, years] = [
    valuesOf(({ table }) => table),
    valuesOf(({ audience }) => audience),
    valuesOf(yearOf),
  ];
  const choices = {
    table: tables.find((one) => one === state.table),
    audience: audiences.find((one) => one === state.audience),
    year: years.find((one) => one === state.year),
  };
  const found = chosenReleases(releases, choices);
  const { newest, older } = foldedReleases(found);
  const open = openYears(
    state.show,
    older.map(({ year }) => year),
  );
  /** The URL contains the expanded years, so that the list is the same after returning from a release. */
  const show = (year: string, isOpen: boolean) => {
    // Browsers also fire this event for elements that are open initially.
    if (isOpen === open.includes(year)) return;
    const others = open.filter((one) => one !== year);
    change({ show: (isOpen ? [...others, year] : others).join(',') || undefined });
  };
  const states = new Map(approvals.map((approval) => [approval.release, approval]));
  // If all listed releases are published, the column of states is left out.
  const isAllPublished = found.every(({ id }) => (states.get(id)?.status ?? 'approved') === 'approved');
  const title = t('releases.list');
  return (
    <section className="panel" aria-labelledby="list">
      <h2 id="list">{title}</h2>
      <p className="caption">{t('releases.list.caption')}</p>
      <div className="fields">
        <Choice
          label={t('releases.table')}
          value={choices.table ?? ''}
          nothing={t('releases.any')}
          options={tables
            .map((value) => ({ value, text: names.table(value) }))
            .toSorted((a, b) => a.text.localeCompare(b.text))}
          choose={(table) => change({ table })}
        />
        <Choice
          label={t('period.year')}
          value={choices.year ?? ''}
          nothing={t('releases.any')}
          options={years.toReversed().map((value) => ({ value, text: value }))}
          choose={(year) => change({ year })}
        />
        <Choice
          label={t('releases.audience')}
          value={choices.audience ?? ''}
          nothing={t('releases.any')}
          options={audiences.map((value) => ({ value, text: audienceText(value, locale) }))}
          choose={(audience) => change({ audience })}
        />
      </div>
      <p role="status">{t('releases.count', { count: found.length, n: number(found.length) })}</p>
      {found.length === 0 ? (
        <State says={t('releases.none')}>
          <button
            type="button"
            onClick={() => change({ table: undefined, audience: undefined, year: undefined })}
          >
            {t('releases.clear')}
          </button>
        </State>
      ) : (
        <>
          <ReleaseTable caption={title} releases={newest} states={isAllPublished ? undefined : states} />
          {/* Rendered when expanded, because a region of five years has thousands. */}
          {older.map(({ year, releases: ofYear }) => (
            <details
              key={year}
              className="behind"
              open={open.includes(year)}
              onToggle={({ currentTarget }) => show(year, currentTarget.open)}
            >
              <summary>
                {t('releases.older', { year, count: ofYear.length, n: number(ofYear.length) })}
              </summary>
              {open.includes(year) && (
                <ReleaseTable
                  caption={`${title}, ${year}`}
                  releases={ofYear}
                  states={isAllPublished ? undefined : states}
                />
              )}
            </details>
          ))}
        </>
      )}
    </section>
  );
}

function ReleaseTable({
  caption,
  releases,
  states,
}: {
  readonly caption: string;
  readonly releases: readonly ListedRelease[];
  /** Undefined if there is no column of states. */
  readonly states: ReadonlyMap<string, Approval> | undefined;
}) {
  const locale = useLocale();
  const { t, period } = locale;
  const names = useTableNames();
  return (
    <div className={styles.list}>
      <DataTable
        caption={caption}
        columns={[
          { key: 'table', title: t('releases.table') },
          { key: 'period', title: t('figure.period') },
          { key: 'audience', title: t('releases.audience') },
          ...(states === undefined ? [] : [{ key: 'state', title: t('releases.state') }]),
        ]}
        rows={releases.map((one) => ({
          key: one.id,
          cells: [
            <ReleaseLink key="table" id={one.id} names={names} />,
            period(one.period),
            audienceText(one.audience, locale),
            ...(states === undefined ? [] : [stateText(states.get(one.id), locale)]),
          ],
        }))}
      />
    </div>
  );
}
