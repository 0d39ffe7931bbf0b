import { useLocale } from '../text/locale.tsx';

/** A number that was not released, or not broken down, is not there: it is not 0. */
export function NotGiven() {
  const { t } = useLocale();
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="spoken">{t('cell.notGiven')}</span>
    </>
  );
}
