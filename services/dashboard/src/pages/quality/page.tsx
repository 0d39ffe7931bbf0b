import { type QueryClient, useQueries, useQuery } from '@tanstack/react-query';
import { completenessQuery } from '../../api/completeness.ts';
import { isFirstTry } from '../../api/is-first-try.ts';
import { statusQuery } from '../../api/questions.ts';
import type { Status } from '../../api/schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { Span } from '../../ui/columns.tsx';
import { CompletenessFigure } from '../../ui/completeness-figure.tsx';
import { Country } from '../../ui/country.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useOpened } from '../../ui/use-opened.ts';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { LatePanel } from './late-panel.tsx';
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

const FRESHNESS: Readonly<Record<Status['nodes'][number]['freshness'], MessageId>> = {
  'under a day': 'nodes.day',
  'under a week': 'nodes.week',
  older: 'nodes.older',
};

/** Time of the last heartbeat of each country's node, with a note that it does not show whether organisations have reported. */
function NodesPanel() {
  const { t } = useLocale();
  const query = useQuery(statusQuery());
  return (
    <section className={`panel ${styles.nodes}`} aria-labelledby="nodes">
      <h2 id="nodes">{t('nodes')}</h2>
      <p className="caption">{t('nodes.caption')}</p>
      <Answered query={query}>
        {({ nodes }) => (
          <DataTable
            caption={t('nodes')}
            columns={[
              { key: 'country', title: t('figure.country') },
              { key: 'freshness', title: t('nodes.freshness') },
            ]}
            rows={nodes.map(({ country, freshness }) => ({
              key: country,
              cells: [<Country key={country} code={country} />, t(FRESHNESS[freshness])],
            }))}
          />
        )}
      </Answered>
    </section>
  );
}
