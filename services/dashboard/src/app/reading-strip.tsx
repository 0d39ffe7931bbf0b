import { useQuery, useQueryClient } from '@tanstack/react-query';
import { TRIAL_NOTICE } from '@waylight/disclosure-control/trial-notice';
import { DEFAULT_ROUNDING_BASE, formatRounded } from '@waylight/presentation';
import { useCallback, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import { sessionQuery } from '../api/questions.ts';
import type { Answer } from '../api/schemas.ts';
import { isPageOf, ROUTES } from '../model/routes.ts';
import { useLocale } from '../text/locale.tsx';
import styles from './shell.module.css';

const BASE = DEFAULT_ROUNDING_BASE;

/** Shown once on a page: the notice of a trial, how to read rounded numbers if there are any, and further explanations. */
export function ReadingStrip() {
  const { t, number, language } = useLocale();
  const isTrial = useIsTrial();
  const [at] = useLocation();
  // The numbers of the reader's own organisation are exact.
  const isExact = isPageOf('own', at);
  const values = {
    example: formatRounded(2 * BASE, { language, form: 'cell', base: BASE, format: number }),
    range: `${number(BASE + 1)}–${number(3 * BASE - 1)}`,
  };
  return (
    <aside className={styles.strip} aria-label={t('strip.label')}>
      <p>
        {isTrial && <strong>{t('strip.trial')}</strong>} {!isExact && t('strip.rounding', values)}
      </p>
      {/* Closes on another page. */}
      <details key={at}>
        <summary>{t('strip.how')}</summary>
        {isTrial && <p>{t('notice.trial')}</p>}
        {!isExact && <p>{t('reading.note', values)}</p>}
        <p>{t('overview.silence.means')}</p>
        <p>
          <Link href={ROUTES.releases.path}>{t('figure.method')}</Link>
        </p>
      </details>
    </aside>
  );
}

/** True if the session or, without a connection, a cached answer has the notice of a trial. */
function useIsTrial(): boolean {
  const { data: session } = useQuery(sessionQuery());
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache]);
  const isStored = useSyncExternalStore(subscribe, () =>
    cache
      .findAll({ queryKey: ['trends'] })
      .some(({ state }) => (state.data as Answer | undefined)?.explain.attribution.includes(TRIAL_NOTICE)),
  );
  return session?.trial ?? isStored;
}
