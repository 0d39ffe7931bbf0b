import { useLocale } from '../../text/locale.tsx';
import styles from './chart.module.css';

/** Legend of `<RowBars>` with ranges. */
export function RangeLegend() {
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
    </p>
  );
}
