import type { CSSProperties, ReactNode } from 'react';

/**
 * A part of a page that spans some of its 12 columns, or a whole row on a narrow screen. Its content fills the height of the row.
 */
export function Span({ of, children }: { readonly of: number; readonly children: ReactNode }) {
  return (
    <div className="part" style={{ '--columns': of } as CSSProperties}>
      {children}
    </div>
  );
}
