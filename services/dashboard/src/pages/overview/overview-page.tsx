import { useLocale } from '../../language/locale.tsx';
import { PageHead } from '../../parts/page-head.tsx';

export function OverviewPage() {
  const { t } = useLocale();
  return <PageHead title={t('overview.title')} />;
}
