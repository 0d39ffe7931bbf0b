import { useLocale } from '../../text/locale.tsx';
import { Span } from '../../ui/columns.tsx';
import { CompletenessFigure } from '../../ui/completeness-figure.tsx';
import { NodesPanel } from '../../ui/nodes-panel.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { LatePanel } from './late-panel.tsx';
import { RoundingPanel } from './rounding-panel.tsx';
import { UnknownPanel } from './unknown-panel.tsx';

/** The limits of the numbers on other pages. */
export function Page() {
  const { t } = useLocale();
  return (
    <>
      <PageHead title={t('nav.quality')} />
      <p className="lead">{t('quality.about')}</p>
      <div className="columns">
        <CompletenessFigure />
        {/* Nodes and reporting are next to each other, so that readers do not confuse them. */}
        <Span of={5}>
          <NodesPanel />
        </Span>
        <Span of={7}>
          <LatePanel />
        </Span>
        <UnknownPanel />
        <div className="long-bars">
          <RoundingPanel />
        </div>
      </div>
    </>
  );
}
