import type { ReactNode } from 'react';
import { useLocale } from '../language/locale.tsx';

export type RowBar = { readonly key: string; readonly name: ReactNode; readonly value: number };

/** Exact numbers as bars, each beside its name and its number: who sees no bar misses nothing. */
export function RowBars({
  rows,
  most = Math.max(1, ...rows.map(({ value }) => value)),
}: {
  readonly rows: readonly RowBar[];
  /** The value of the longest bar, where others stand beside these. */
  readonly most?: number;
}) {
  const { number } = useLocale();
  return (
    <ul className="row-bars">
      {rows.map(({ key, name, value }) => (
        <li key={key}>
          <span>{name}</span>
          <span className="number">{number(value)}</span>
          <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect className="bar" width={(100 * value) / most} height="6" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
