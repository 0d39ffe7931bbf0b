import type { ReactNode } from 'react';

/** A choice among few, with its name beside it. */
export function Select({
  label,
  value,
  choose,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly children: ReactNode;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={({ target }) => choose(target.value)}>
        {children}
      </select>
    </label>
  );
}
