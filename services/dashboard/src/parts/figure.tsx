import { lazy, type ReactNode, Suspense, useId, useMemo, useRef, useState } from 'react';
import type { Explain } from '../data/schemas.ts';
import { speakPages, useLocale } from '../language/locale.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FailureBoundary } from './failure-boundary.tsx';
import { type AskedNumber, FigureContext } from './figure-context.ts';

// Opened by who asks: nobody waits for them before, nor for the texts that names of releases are made of.
const MethodNote = lazy(async () => ({ default: (await import('./method-note.tsx')).MethodNote }));
const NumberOrigin = lazy(async () => {
  const [{ NumberOrigin: body }] = await Promise.all([import('./number-origin.tsx'), speakPages()]);
  return { default: body };
});

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
  const [asked, setAsked] = useState<AskedNumber>();
  // A table has hundreds of cells, which nobody waits for who does not open it. Once it is there it stays: files are made of it.
  const [isTableWanted, setTableWanted] = useState(false);
  const wantTable = () => setTableWanted(true);
  const [isMethodWanted, setMethodWanted] = useState(false);
  const wantMethod = () => setMethodWanted(true);
  const { origin } = explain;
  const tools = useMemo(
    () => (origin === undefined ? {} : { explainNumber: (number: AskedNumber) => setAsked(number) }),
    [origin],
  );
  return (
    <section className="panel" aria-labelledby={id} ref={section}>
      <h2 id={id}>{title}</h2>
      <p className="caption">{caption}</p>
      <FailureBoundary instead={<Failed />}>
        <FigureContext value={tools}>
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
      {origin !== undefined && (
        <button
          type="button"
          className="origin-button"
          onClick={() => setAsked({ value: undefined, at: [] })}
        >
          {t('origin.open')}
        </button>
      )}
      {origin !== undefined && asked !== undefined && (
        <Suspense fallback={null}>
          <NumberOrigin {...{ title, explain, origin, asked, period }} close={() => setAsked(undefined)} />
        </Suspense>
      )}
      {explain.attribution.map((text) => (
        <p className="attribution" key={text} lang="en">
          {text}
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
