import { type QueryClient, useQueries } from '@tanstack/react-query';
import { completenessQuery } from '../../api/completeness.ts';
import { isFirstTry } from '../../api/is-first-try.ts';
import { statusQuery } from '../../api/questions.ts';
import { useLocale } from '../../text/locale.tsx';
import { Span } from '../../ui/columns.tsx';
import { CompletenessFigure } from '../../ui/completeness-figure.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useOpened } from '../../ui/use-opened.ts';
import { ViewState } from '../../ui/view-state.tsx';
import { LatePanel } from './late-panel.tsx';
import { NodesPanel } from './nodes-panel.tsx';
import styles from './quality.module.css';
import { numberQueries } from './quality-questions.ts';
import { RoundingPanel } from './rounding-panel.tsx';
import { UnknownPanel } from './unknown-panel.tsx';

export function fetchEarly(client: QueryClient): void {
  void client.prefetchQuery(completenessQuery());
  void client.prefetchQuery(statusQuery());
  for (const query of numberQueries()) void client.prefetchQuery(query);
}

/** The limits of the numbers on other pages. */
export function Page() {
  const { t } = useLocale();
  const answers = useQueries({
    queries: [completenessQuery(), statusQuery(), ...numberQueries()],
  });
  const isOpen = useOpened(!answers.some(isFirstTry));
  return (
    <>
      <PageHead title={t('nav.quality')} />
      <p className="lead">{t('quality.about')}</p>
      {isOpen ? <Panels /> : <ViewState kind="loading" />}
    </>
  );
}

function Panels() {
  return (
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
      <div className={styles.longBars}>
        <RoundingPanel />
      </div>
    </div>
  );
}
