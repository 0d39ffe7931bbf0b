import '../../styles/pages.css';
import { useLocale } from '../../language/locale.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { NodesPanel } from '../overview/nodes-panel.tsx';
import { LatePanel } from './late-panel.tsx';
import { RoundingPanel } from './rounding-panel.tsx';
import { UnknownPanel } from './unknown-panel.tsx';

/** What the numbers of other pages can and cannot tell. */
export function QualityPage() {
  const { t } = useLocale();
  return (
    <>
      <PageHead title={t('quality.title')} />
      <p className="lead">{t('quality.about')}</p>
      <div className="panels">
        <div className="stack">
          <section className="panel prose" aria-labelledby="completeness">
            <h2 id="completeness">{t('quality.completeness')}</h2>
            <p>{t('quality.completeness.none')}</p>
          </section>
          <NodesPanel />
        </div>
        <LatePanel />
        <div className="panel-wide">
          <UnknownPanel />
        </div>
        <div className="panel-wide">
          <RoundingPanel />
        </div>
      </div>
    </>
  );
}
