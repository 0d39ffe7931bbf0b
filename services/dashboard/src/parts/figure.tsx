import { lazy, type ReactNode, Suspense, useId, useRef, useState } from 'react';
import type { Explain } from '../data/schemas.ts';
import { useLocale } from '../language/locale.tsx';
import { Attributed } from './attributed.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FailureBoundary } from './failure-boundary.tsx';
import { FigureContext } from './figure-context.ts';
import { useNumberOrigin } from './use-number-origin.tsx';

// Opened by who asks: nobody waits for it before.
const MethodNote = lazy(async () => ({ default: (await import('./method-note.tsx')).MethodNote }));

export type FigureProps = {
  readonly title: string;
  readonly caption: ReactNode;
  readonly children: ReactNode;
  /** The same numbers as a `<DataTable>`; left out where what is shown has them as a table already. */
  readonly table?: ReactNode;
  readonly explain: Explain;
  /** The period that all its numbers are of, where no row or column says it: their release is so found. */
  readonly period?: string;
};

/** A figure with all that belongs to it: what it shows, its numbers as a table, and how they are made. */
export function Figure({ title, caption, children, table, explain, period }: FigureProps) {
  const { t } = useLocale();
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const origin = useNumberOrigin({ title, explain, period });
  // A table has hundreds of cells, which nobody waits for who does not open it. Once it is there it stays: files are made of it.
  const [isTableWanted, setTableWanted] = useState(false);
  const wantTable = () => setTableWanted(true);
  const [isMethodWanted, setMethodWanted] = useState(false);
  const wantMethod = () => setMethodWanted(true);
  return (
    <section className="panel" aria-labelledby={id} ref={section}>
      <h2 id={id}>{title}</h2>
      <p className="caption">{caption}</p>
      <FailureBoundary instead={<Failed />}>
        <FigureContext value={origin.tools}>
          {children}
          {table !== undefined && (
            <Folded title={t('figure.table')} want={wantTable}>
              {isTableWanted && table}
            </Folded>
          )}
        </FigureContext>
      </FailureBoundary>
      <Folded title={t('figure.method')} want={wantMethod}>
        {isMethodWanted && (
          <Suspense fallback={null}>
            <MethodNote explain={explain} />
          </Suspense>
        )}
      </Folded>
      <ExportMenu figure={section} explain={explain} period={period} opening={wantTable} />
      {origin.button}
      {origin.dialog}
      {explain.attribution.map((line) => (
        <p className="attribution" key={line}>
          <Attributed line={line} />
        </p>
      ))}
    </section>
  );
}

/** What is drawn when somebody opens it, told as early as the press. */
function Folded({
  title,
  want,
  children,
}: {
  readonly title: string;
  readonly want: () => void;
  readonly children: ReactNode;
}) {
  return (
    <details className="behind" onToggle={want}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a control, by keyboard as well. */}
      <summary onClick={want}>{title}</summary>
      {children}
    </details>
  );
}

function Failed() {
  const { t } = useLocale();
  return (
    <div className="state state-error" role="note">
      <p className="state-says">{t('state.broken')}</p>
      <p>{t('state.broken.next')}</p>
    </div>
  );
}
