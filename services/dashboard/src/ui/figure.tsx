import { TRIAL_NOTICE } from '@waylight/disclosure-control/trial-notice';
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import type { Explain } from '../api/schemas.ts';
import type { Chart } from '../export/exported-figure.ts';
import type { Grid } from '../model/grid.ts';
import { useLocale } from '../text/locale.tsx';
import { Attributed } from './attributed.tsx';
import { FailureBoundary } from './failure-boundary.tsx';
import styles from './figure.module.css';
import { FigureContext } from './figure-context.ts';
import { State } from './state.tsx';
import { useNumberOrigin } from './use-number-origin.tsx';

// Loaded on demand, when a reader opens them.
const GridTable = lazy(async () => ({ default: (await import('./grid-table.tsx')).GridTable }));
const ExportPanel = lazy(async () => ({ default: (await import('../export/export-panel.tsx')).ExportPanel }));

export type FigureProps = {
  readonly title: string;
  /** Title as a sentence, which is also the title of the exported image. */
  readonly finding?: string | undefined;
  readonly caption?: ReactNode;
  readonly children: ReactNode;
  /** The numbers for the table, the exports and the explanations. */
  readonly grids: readonly Grid[];
  /** True if the children already show the grids as tables. */
  readonly hasTable?: boolean;
  /** Charts that can be exported as an image. */
  readonly charts?: readonly Chart[];
  readonly explain: Explain;
  /** Notes that must be read with the numbers. Exports contain them. */
  readonly notes?: readonly string[];
};

/** A figure with its numbers, their export and their origin. */
export function Figure({
  title,
  finding,
  caption,
  children,
  grids,
  hasTable = false,
  charts = [],
  explain,
  notes = [],
}: FigureProps) {
  const { t } = useLocale();
  const id = useId();
  const [opened, setOpened] = useState({ table: false, exports: false });
  const origin = useNumberOrigin({ title, explain, period: grids[0]?.fixed.period });
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {caption !== undefined && <p className="caption">{caption}</p>}
      <FailureBoundary instead={<Failed />}>
        <FigureContext value={origin.tools}>
          {children}
          <div className={styles.actions} data-part="figure-actions">
            {!hasTable && (
              <button
                type="button"
                aria-expanded={opened.table}
                onClick={() => setOpened({ ...opened, table: !opened.table })}
              >
                {t('figure.table')}
              </button>
            )}
            <button
              type="button"
              aria-expanded={opened.exports}
              onClick={() => setOpened({ ...opened, exports: !opened.exports })}
            >
              {t('export.menu')}
            </button>
            {origin.button}
          </div>
          {opened.table && (
            <Suspense fallback={null}>
              <div className={styles.opened} data-part="figure-table">
                {grids.map((grid) => (
                  <GridTable key={grid.title} grid={grid} />
                ))}
              </div>
            </Suspense>
          )}
          {opened.exports && (
            <Suspense fallback={null}>
              <ExportPanel figure={{ title, finding, grids, charts, explain, notes }} />
            </Suspense>
          )}
        </FigureContext>
      </FailureBoundary>
      {origin.dialog}
      {explain.attribution
        .filter((line) => line !== TRIAL_NOTICE)
        .map((line) => (
          <p className="attribution" key={line}>
            <Attributed line={line} />
          </p>
        ))}
    </section>
  );
}

function Failed() {
  const { t } = useLocale();
  return <State kind="error" says={t('state.broken')} next={t('state.broken.next')} />;
}
