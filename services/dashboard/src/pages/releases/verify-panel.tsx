import { useState } from 'react';
import { type ViewProblem, viewProblem } from '../../api/client.ts';
import { askReleaseKeys } from '../../api/releases.ts';
import { formatDay } from '../../text/format.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { ViewState } from '../../ui/view-state.tsx';
import styles from './releases.module.css';
import type { Verdict } from './verify-release.ts';

const COMMAND = 'npx waylight release verify';
/** Further problems would only repeat the first ones for other numbers. */
const MOST_PROBLEMS = 20;

type Checking =
  | { readonly kind: 'running' }
  | { readonly kind: 'said'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly problem: ViewProblem };

/** Verifies signature and sums of a release in this browser. */
export function VerifyPanel({ document }: { readonly document: unknown }) {
  const { t } = useLocale();
  const [checking, setChecking] = useState<Checking>();
  const check = async () => {
    setChecking({ kind: 'running' });
    try {
      // Loaded on demand.
      const [{ verifyRelease }, keys] = await Promise.all([import('./verify-release.ts'), askReleaseKeys()]);
      setChecking({ kind: 'said', verdict: await verifyRelease(document, keys) });
    } catch (error) {
      setChecking({ kind: 'failed', problem: viewProblem(error) });
    }
  };
  return (
    <section className="panel prose" aria-labelledby="verify">
      <h2 id="verify">{t('verify.title')}</h2>
      <p>
        <button type="button" onClick={() => void check()} disabled={checking?.kind === 'running'}>
          {t('verify.start')}
        </button>
      </p>
      <div role="status">
        {checking?.kind === 'running' && <p>{t('verify.running')}</p>}
        {checking?.kind === 'said' && <Said verdict={checking.verdict} />}
      </div>
      {checking?.kind === 'failed' && (
        <ViewState kind={checking.problem.code} problem={checking.problem} again={() => void check()} />
      )}
      <p className="caption">{t('verify.keys')}</p>
    </section>
  );
}

function Said({ verdict }: { readonly verdict: Verdict }) {
  const locale = useLocale();
  const { t } = locale;
  const isGood = verdict.kind === 'verified';
  return (
    <div className={`state verdict-${verdict.kind} ${isGood ? styles.good : 'state-error'}`}>
      <p className="state-says">{wordsOf(verdict, locale)}</p>
      {verdict.kind === 'broken' && (
        <ul lang="en">
          {verdict.problems.slice(0, MOST_PROBLEMS).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {verdict.kind === 'unable' && <code>{COMMAND}</code>}
      {!isGood && verdict.kind !== 'unable' && <p>{t('verify.next')}</p>}
    </div>
  );
}

function wordsOf(verdict: Verdict, { t, number }: Locale): string {
  switch (verdict.kind) {
    case 'verified':
      return t('verify.verified', {
        keyId: verdict.keyId,
        n: number(verdict.numbers),
        k: number(verdict.k),
      });
    case 'unsigned':
      return t('verify.unsigned');
    case 'unknown-key':
      return t('verify.unknownKey', { keyId: verdict.keyId });
    case 'altered':
      return t('verify.altered', { keyId: verdict.keyId });
    case 'retired-key':
      return t('verify.retiredKey', { keyId: verdict.keyId, until: formatDay(verdict.until) });
    case 'broken':
      return t('verify.broken');
    case 'unreadable':
      return t('verify.unreadable');
    case 'unable':
      return t('verify.unable');
    default:
      return verdict satisfies never;
  }
}
