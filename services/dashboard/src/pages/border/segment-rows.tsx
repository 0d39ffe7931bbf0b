import { Link } from 'wouter';
import { cellText } from '../../model/cell-text.ts';
import type { Column, Grid, Row } from '../../model/grid.ts';
import type { Line } from '../../model/lines.ts';
import { rowSilence } from '../../model/silence.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { type BorderView, borderPath } from '../../ui/border-view.ts';
import { Sparkline } from '../../ui/charts/sparkline.tsx';
import { SegmentName } from '../../ui/segment-name.tsx';
import { SilentMark } from '../../ui/silent-mark.tsx';
import styles from './border.module.css';

/** A row for each segment, linked to its page: name, chart, last value, and the verdicts in words. */
export function SegmentRows({
  table,
  lines,
  periods,
  view,
}: {
  /** Value and verdicts of each segment. */
  readonly table: Grid;
  readonly lines: readonly Line[];
  /** Periods of the charts, oldest first. */
  readonly periods: readonly string[];
  readonly view: Partial<BorderView>;
}) {
  const locale = useLocale();
  const most = Math.max(1, ...lines.flatMap(({ cells }) => [...cells.values()].map(({ max }) => max)));
  const [, ...verdicts] = table.columns;
  return (
    <>
      <p className={`${styles.row} ${styles.heads}`} aria-hidden="true">
        <span>{dimensionText('segment', locale)}</span>
        <span />
        <span />
        <span className={styles.verdicts}>
          {verdicts.map(({ id, text }) => (
            <span key={id}>{text}</span>
          ))}
        </span>
      </p>
      <ul data-part="segments">
        {table.rows.map((row) => {
          const code = row.heads[0]?.id ?? '';
          const cells = lines.find(({ head }) => head.id === code)?.cells ?? new Map();
          return (
            <li key={code} className={styles.row}>
              <span className={styles.name}>
                <Link href={borderPath(code, view)}>
                  <SegmentName code={code} />
                </Link>
                {rowSilence(row) !== undefined && <SilentMark of="region" />}
              </span>
              <Sparkline cells={cells} periods={periods} most={most} />
              <Values row={row} verdicts={verdicts} />
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Values({
  row: {
    cells: [value, ...others],
  },
  verdicts,
}: {
  readonly row: Row;
  readonly verdicts: readonly Column[];
}) {
  const locale = useLocale();
  const [first, ...rest] = others.map((cell) => cellText(cell, locale));
  const isSame = rest.length > 0 && rest.every((text) => text === first);
  return (
    <>
      <span className={`number ${styles.value}`}>{value === undefined ? '' : cellText(value, locale)}</span>
      <span className={styles.verdicts} data-same={isSame || undefined}>
        {others.map((cell, at) => (
          <span
            key={verdicts[at]?.id}
            className={cell.kind === 'text' && cell.look ? `change-${cell.look}` : undefined}
          >
            {isSame && at === 0 && (
              <span className={styles.both} aria-hidden="true">
                {locale.t('border.sinceBoth')}:{' '}
              </span>
            )}
            <span className={styles.prefix}>{verdicts[at]?.text}: </span>
            {cellText(cell, locale)}
          </span>
        ))}
      </span>
    </>
  );
}
