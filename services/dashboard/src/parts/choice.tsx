import type { ReactNode } from 'react';

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
    <label className="choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ target }) => choose(options.find((option) => option.value === target.value)?.value)}
      >
        {nothing !== undefined && <option value="">{nothing}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
