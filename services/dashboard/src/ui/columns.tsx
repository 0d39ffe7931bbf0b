import type { CSSProperties, ReactNode } from 'react';

/** A part of a page that spans so many of its 12 columns; a row on a narrow screen. What it contains is as high as its row. */
export function Span({ of, children }: { readonly of: number; readonly children: ReactNode }) {
  return (
    <div className="part" style={{ '--columns': of } as CSSProperties}>
      {children}
    </div>
  );
}
