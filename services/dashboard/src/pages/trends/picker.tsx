import { useId, useState } from 'react';
import { cellText } from '../../model/cell-text.ts';
import { type Grid, rowKey } from '../../model/grid.ts';
import { codeText } from '../../text/code-name.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { MOST_LINES } from '../../ui/charts/time-chart.tsx';
import { CodeName } from '../../ui/code-name.tsx';
import { NotGiven } from '../../ui/not-given.tsx';
import styles from './trends.module.css';

/** From this number of codes on, a list has a search field. */
export const LONG_LIST = 8;

/** Choice of the displayed codes. Codes that are not chosen are only hidden: nothing is summed. */
export function Picker({
  dimension,
  codes,
  chosen,
  whole,
  keep,
}: {
  readonly dimension: string;
  readonly codes: readonly string[];
  readonly chosen: readonly string[];
  readonly whole: Grid;
  /** Undefined if the page chooses the codes. */
  readonly keep: (codes: readonly string[]) => void;
}) {
  const locale = useLocale();
  const { t, number } = locale;
  const id = useId();
  const [search, setSearch] = useState('');
  const found = codes.filter((code) =>
    codeText(dimension, code, locale).toLocaleLowerCase().includes(search.trim().toLocaleLowerCase()),
  );
  // The newest period is the first column.
  const newestOf = (code: string) => whole.rows.find((row) => rowKey(row) === code)?.cells[0];
  return (
    <fieldset className={styles.picker} aria-labelledby={id}>
      <div className={styles.head}>
        <span id={id}>
          {t('trends.filter', {
            dimension: dimensionText(dimension, locale),
            shown: number(chosen.length),
            of: number(codes.length),
          })}
        </span>
        <button type="button" className={styles.link} onClick={() => keep([])}>
          {t('trends.picker.largest')}
        </button>
        <button type="button" className={styles.link} onClick={() => keep(codes)}>
          {t('trends.filter.all')}
        </button>
      </div>
      {codes.length > LONG_LIST && (
        <input
          type="search"
          aria-label={t('trends.picker.search')}
          placeholder={t('trends.picker.search')}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      <ul>
        {found.map((code) => {
          const isShown = chosen.includes(code);
          const name = codeText(dimension, code, locale);
          const newest = newestOf(code);
          return (
            <li key={code}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={isShown}
                  // At least one code is always displayed.
                  disabled={isShown && chosen.length === 1}
                  onChange={() =>
                    keep(codes.filter((one) => (one === code ? !isShown : chosen.includes(one))))
                  }
                />
                <span className={styles.name}>
                  <CodeName dimension={dimension} code={code} />
                </span>
                {newest?.kind === 'none' ? (
                  <span title={t('trends.gaps')}>
                    <NotGiven />
                  </span>
                ) : (
                  <span className="number">{newest && cellText(newest, locale)}</span>
                )}
              </label>
              <button
                type="button"
                className={styles.link}
                aria-label={t('trends.picker.onlyThis', { name })}
                onClick={() => keep([code])}
              >
                {t('trends.picker.only')}
              </button>
            </li>
          );
        })}
      </ul>
      {chosen.length > MOST_LINES && (
        <p className="caption">{t('trends.picker.most', { most: number(MOST_LINES) })}</p>
      )}
    </fieldset>
  );
}
