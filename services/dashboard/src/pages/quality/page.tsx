import { useLocale } from '../../text/locale.tsx';
import { CompletenessFigure } from '../../ui/completeness-figure.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { NodesPanel } from '../overview/nodes-panel.tsx';
import { LatePanel } from './late-panel.tsx';
import { RoundingPanel } from './rounding-panel.tsx';
import { UnknownPanel } from './unknown-panel.tsx';

/** What the numbers of other pages can and cannot tell. */
export function Page() {
  const { t } = useLocale();
  return (
    <>
      <PageHead title={t('nav.quality')} />
      <p className="lead">{t('quality.about')}</p>
      <div className="panels">
        <div className="panel-wide beside-more">
          <CompletenessFigure />
        </div>
        {/* Machines beside people, so that nobody takes the one for the other. */}
        <div className="beside">
          <NodesPanel />
          <LatePanel />
        </div>
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
