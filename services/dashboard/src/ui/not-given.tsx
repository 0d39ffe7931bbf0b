import { useLocale } from '../text/locale.tsx';

/** Placeholder for a number that was not released or not broken down. It does not mean 0. */
export function NotGiven() {
  const { t } = useLocale();
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{t('cell.notGiven')}</span>
    </>
  );
}
