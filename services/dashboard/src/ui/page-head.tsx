import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useLocale } from '../text/locale.tsx';

export type PageHeadProps = {
  readonly title: string;
  /** The release that the page's newest number is of: table, period and audience, as `asOf` of an answer has it. */
  readonly asOf?: string | undefined;
  /** What that release is called, where names of releases are there; its period otherwise. */
  readonly asOfName?: string | undefined;
  readonly children?: ReactNode;
};

/**
 * A page's title, the stamp of the release that it stands on, and what may be chosen on it. The release's id is for commands: it is said
 * to who listens, and shown to who points at the stamp.
 */
export function PageHead({ title, asOf, asOfName, children }: PageHeadProps) {
  const { t, period } = useLocale();
  useEffect(() => {
    document.title = `${title} – Waylight`;
  }, [title]);
  const ofPeriod = asOf?.split('.')[1];
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        {asOf !== undefined && ofPeriod !== undefined && (
          <p className="stamp" title={asOf}>
            {asOfName ?? t('asOf.label', { period: period(ofPeriod) })}{' '}
            <span className="id spoken">{t('asOf.id', { id: asOf })}</span>
          </p>
        )}
      </div>
      {children}
    </div>
  );
}
