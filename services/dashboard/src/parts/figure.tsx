import { type ReactNode, useId } from 'react';
import type { Explain } from '../data/schemas.ts';
import { useLocale } from '../language/locale.tsx';
import { FailureBoundary } from './failure-boundary.tsx';

export type FigureProps = {
  readonly title: string;
  readonly caption: ReactNode;
  readonly children: ReactNode;
  /** The same numbers as a `<DataTable>`; left out where what is shown has them as a table already. */
  readonly table?: ReactNode;
  readonly explain: Explain;
};

/** A figure with all that belongs to it: what it shows, its numbers as a table, and how they are made. */
export function Figure({ title, caption, children, table, explain }: FigureProps) {
  const { t } = useLocale();
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className="caption">{caption}</p>
      <FailureBoundary instead={<Failed />}>
        {children}
        {table !== undefined && (
          <details className="behind">
            <summary>{t('figure.table')}</summary>
            {table}
          </details>
        )}
      </FailureBoundary>
      <details className="behind">
        <summary>{t('figure.method')}</summary>
        <MethodNote explain={explain} />
      </details>
      {explain.attribution.map((text) => (
        <p className="attribution" key={text} lang="en">
          {text}
        </p>
      ))}
    </section>
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

/** What insights says of an answer, in its own words. */
function MethodNote({ explain }: { readonly explain: Explain }) {
  const { t, language } = useLocale();
  const parts = [
    [t('figure.unit'), explain.unit],
    [t('figure.source'), explain.source],
    [t('figure.rounding'), explain.rounding],
    [t('figure.howMade'), explain.method],
  ].filter(([, text]) => text !== '');
  return (
    <div className="method">
      {language !== 'en' && <p>{t('figure.inEnglish')}</p>}
      <dl>
        {parts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd lang="en">{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
