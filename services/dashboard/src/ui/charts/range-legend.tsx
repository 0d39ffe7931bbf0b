import type { Grid } from '../../model/grid.ts';
import { useLocale } from '../../text/locale.tsx';
import styles from './chart.module.css';

/** Legend of `<RowBars>` with ranges. With grids, it explains the dashed frame if a number of them has one. */
export function RangeLegend({ grids = [] }: { readonly grids?: readonly Grid[] }) {
  const { t } = useLocale();
  const hasSilent = grids.some(({ rows }) =>
    rows.some(({ cells }) =>
      cells.some((cell) => cell.kind === 'number' && (cell.silent ?? 'none') !== 'none'),
    ),
  );
  return (
    <p className={`caption ${styles.legend}`}>
      {(['certain', 'possible'] as const).map((part) => (
        <span key={part}>
          <svg viewBox="0 0 16 6" aria-hidden="true">
            <rect className={part === 'certain' ? styles.bar : styles.span} width="16" height="6" />
          </svg>{' '}
          {t(`chart.${part}`)}
        </span>
      ))}
      {hasSilent && (
        <span>
          <svg viewBox="0 0 16 6" aria-hidden="true">
            <rect className={styles.span} data-silent width="16" height="6" />
          </svg>{' '}
          {t('silence.part')}
        </span>
      )}
    </p>
  );
}
