import type { ReactNode } from 'react';

/** A message instead of numbers or next to them: the state, and the next step. */
export function State({
  kind,
  role = 'note',
  part,
  says,
  next,
  children,
}: {
  readonly kind?: string;
  readonly role?: 'note' | 'status' | 'alert';
  /** Name of the part of the page, if several parts can have the same message. */
  readonly part?: string | undefined;
  readonly says: ReactNode;
  readonly next?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={kind === undefined ? 'state' : `state state-${kind}`} role={role}>
      {part !== undefined && <h2>{part}</h2>}
      <p className="state-says">{says}</p>
      {next !== undefined && <p>{next}</p>}
      {children}
    </div>
  );
}
