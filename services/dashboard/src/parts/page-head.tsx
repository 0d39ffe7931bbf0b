import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useLocale } from '../language/locale.tsx';

export type PageHeadProps = {
  readonly title: string;
  /** The release that the page's newest number is of: table, period and audience, as `asOf` of an answer has it. */
  readonly asOf?: string | undefined;
  readonly children?: ReactNode;
};

/** A page's title, the stamp of the release that it stands on, and what may be chosen on it. */
export function PageHead({ title, asOf, children }: PageHeadProps) {
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
          <p className="stamp">
            {t('asOf.label', { period: period(ofPeriod) })}{' '}
            <span className="id">{t('asOf.id', { id: asOf })}</span>
          </p>
        )}
      </div>
      {children}
    </div>
  );
}
