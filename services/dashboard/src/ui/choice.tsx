import type { ReactNode } from 'react';
import { NamedSelect } from './named-select.tsx';

export type ChoiceProps<Option extends string> = {
  readonly label: ReactNode;
  readonly value: Option | '';
  readonly options: readonly { readonly value: Option; readonly text: string }[];
  /** The text of choosing nothing, where that can be done. */
  readonly nothing?: string;
  readonly choose: (value: Option | undefined) => void;
};

/** One of several, with its label before it. */
export function Choice<Option extends string>({
  label,
  value,
  options,
  nothing,
  choose,
}: ChoiceProps<Option>) {
  return (
    <NamedSelect
      kind="choice"
      label={label}
      value={value}
      choose={(wanted) => choose(options.find((option) => option.value === wanted)?.value)}
    >
      {nothing !== undefined && <option value="">{nothing}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </NamedSelect>
  );
}
