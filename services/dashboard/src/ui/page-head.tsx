import { type ReactNode, useEffect } from 'react';
import { useLocale } from '../text/locale.tsx';
import { StaleNote } from './stale-note.tsx';

export type PageHeadProps = {
  readonly title: string;
  /** Id of the release with the page's newest number, as in the `asOf` of an answer. */
  readonly asOf?: string | undefined;
  /** Name of that release, or its period until names are loaded. */
  readonly asOfName?: string | undefined;
  /** A sentence after it, such as when the next numbers are due. */
  readonly note?: string | undefined;
  readonly children?: ReactNode;
};

/**
 * Title of a page, the release of its numbers, its choices, and a warning if data is outdated. The id of the release is for
 * commands: it is in the tooltip and for screen readers.
 */
export function PageHead({ title, asOf, asOfName, note, children }: PageHeadProps) {
  const { t, period } = useLocale();
  useEffect(() => {
    document.title = `${title} – Waylight`;
  }, [title]);
  const ofPeriod = asOf?.split('.')[1];
  const release = asOfName ?? t('asOf.label', { period: period(ofPeriod ?? '') });
  const stamp = note === undefined ? release : `${release.replace(/\.?$/, '.')} ${note}`;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {asOf !== undefined && ofPeriod !== undefined && (
            <p className="stamp" title={asOf}>
              {stamp} <span className="id sr-only">{t('asOf.id', { id: asOf })}</span>
            </p>
          )}
        </div>
        {children}
      </div>
      <StaleNote />
    </>
  );
}
