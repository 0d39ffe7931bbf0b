import type { Change } from '../data/change.ts';
import { useLocale } from '../language/locale.tsx';

const SIGNS = { more: '▲', fewer: '▼' } as const;

/** How much something changed for certain, as a sign and a span; who listens hears a sentence. */
export function Changed({ change }: { readonly change: Change }) {
  const { t, number } = useLocale();
  if (change.kind === 'uncertain')
    return (
      <>
        <span aria-hidden="true" className="change-uncertain">
          ~
        </span>
        <span className="spoken">{t('change.uncertain')}</span>
      </>
    );
  const values = { from: number(change.from), to: number(change.to) };
  return (
    <>
      <span aria-hidden="true" className={`number change-${change.kind}`}>
        {`${SIGNS[change.kind]} ${values.from}–${values.to}`}
      </span>
      <span className="spoken">{t(change.kind === 'more' ? 'change.more' : 'change.fewer', values)}</span>
    </>
  );
}
