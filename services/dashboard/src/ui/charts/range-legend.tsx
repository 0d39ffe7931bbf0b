import type { Grid } from '../../model/grid.ts';
import { silenceOf } from '../../model/silence.ts';
import { useLocale } from '../../text/locale.tsx';
import styles from './chart.module.css';

/** Legend of `<RowBars>` with ranges. With grids, it explains the dashed frame if a number of them has one. */
export function RangeLegend({ grids = [] }: { readonly grids?: readonly Grid[] }) {
  const { t } = useLocale();
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
      {silenceOf(...grids).isMarked && (
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
