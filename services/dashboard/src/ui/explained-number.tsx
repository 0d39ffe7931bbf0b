import type { ReactNode } from 'react';

/**
 * A number that leads to its origin. It is not in the tab order, because tables have hundreds: arrow keys and Enter lead to it,
 * and the figure has a button of its own.
 */
export function ExplainedNumber({
  explain,
  children,
}: {
  readonly explain: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  if (explain === undefined) return children;
  return (
    <button type="button" className="explained" tabIndex={-1} aria-haspopup="dialog" onClick={explain}>
      {children}
    </button>
  );
}
