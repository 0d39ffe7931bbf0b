import type { Approval } from '../../data/release-schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { Choice } from '../../parts/choice.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { chosenOf, useParameters } from '../../parts/use-parameters.ts';
import { useTableNames } from '../../parts/use-table-names.ts';
import { chosenReleases, type Listed, yearOf } from './listed-releases.ts';
import { ReleaseLink } from './release-link.tsx';
import { audienceText, stateText } from './release-words.ts';

/** As many as one looks through; the rest comes when it is asked for. */
const AT_FIRST = 40;
const ALL = 'all';

/** The releases that the reader may see, by table, year and circle. */
export function ReleaseList({
  releases,
  approvals,
}: {
  readonly releases: readonly Listed[];
  readonly approvals: readonly Approval[];
}) {
  const locale = useLocale();
  const { t, number, period } = locale;
  const names = useTableNames();
  const { get, set } = useParameters();
  const valuesOf = (of: (one: Listed) => string) => [...new Set(releases.map(of))].sort();
  const [tables, audiences, years] = [
    valuesOf(({ table }) => table),
    valuesOf(({ audience }) => audience),
    valuesOf(yearOf),
  ];
  const choices = {
    table: chosenOf(get('table'), tables),
    audience: chosenOf(get('audience'), audiences),
    year: chosenOf(get('year'), years),
  };
  const found = chosenReleases(releases, choices);
  const shown = get('show') === ALL ? found : found.slice(0, AT_FIRST);
  const states = new Map(approvals.map((approval) => [approval.release, approval]));
  // Where all that is listed is published, a column that says so of each takes the room of the others.
  const isAllPublished = found.every(({ id }) => (states.get(id)?.status ?? 'approved') === 'approved');
  const title = t('releases.list');
  return (
    <section className="panel" aria-labelledby="list">
      <h2 id="list">{title}</h2>
      <p className="caption">{t('releases.list.caption')}</p>
      <div className="filters">
        <Choice
          label={t('releases.table')}
          value={choices.table ?? ''}
          nothing={t('releases.any')}
          options={tables
            .map((value) => ({ value, text: names.table(value) }))
            .toSorted((a, b) => a.text.localeCompare(b.text))}
          choose={(table) => set({ table })}
        />
        <Choice
          label={t('releases.year')}
          value={choices.year ?? ''}
          nothing={t('releases.any')}
          options={years.toReversed().map((value) => ({ value, text: value }))}
          choose={(year) => set({ year })}
        />
        <Choice
          label={t('releases.audience')}
          value={choices.audience ?? ''}
          nothing={t('releases.any')}
          options={audiences.map((value) => ({ value, text: audienceText(value, locale) }))}
          choose={(audience) => set({ audience })}
        />
      </div>
      <p role="status">{t('releases.count', { count: found.length, n: number(found.length) })}</p>
      {found.length === 0 ? (
        <div className="state" role="note">
          <p className="state-says">{t('releases.none')}</p>
          <button
            type="button"
            onClick={() => set({ table: undefined, audience: undefined, year: undefined })}
          >
            {t('releases.clear')}
          </button>
        </div>
      ) : (
        <DataTable
          caption={title}
          columns={[
            { key: 'table', title: t('releases.table') },
            { key: 'period', title: t('figure.period') },
            { key: 'audience', title: t('releases.audience') },
            ...(isAllPublished ? [] : [{ key: 'state', title: t('releases.state') }]),
          ]}
          rows={shown.map((one) => ({
            key: one.id,
            cells: [
              <ReleaseLink key="table" id={one.id} names={names} />,
              period(one.period),
              audienceText(one.audience, locale),
              ...(isAllPublished ? [] : [stateText(states.get(one.id), locale)]),
            ],
          }))}
        />
      )}
      {shown.length < found.length && (
        <button type="button" onClick={() => set({ show: ALL })}>
          {t('releases.more')}
        </button>
      )}
    </section>
  );
}
