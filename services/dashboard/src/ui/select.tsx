import type { ReactNode } from 'react';
import { NamedSelect } from './named-select.tsx';

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
    <NamedSelect kind="field" label={label} value={value} choose={choose}>
      {children}
    </NamedSelect>
  );
}
