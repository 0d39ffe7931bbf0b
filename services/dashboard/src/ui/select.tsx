import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** From here on a name has no room in a select of a narrow screen. */
const LONG = 32;

/** A choice with its name above it. Where a narrow screen cuts the name of what is chosen, the whole name is below. */
export function Select({
  label,
  value,
  choose,
  children,
}: {
  readonly label: ReactNode;
  readonly value: string;
  readonly choose: (value: string) => void;
  /** The options. */
  readonly children: ReactNode;
}) {
  const select = useRef<HTMLSelectElement>(null);
  const [name, setName] = useState('');
  // Options come and change by themselves, so that the name is read where it stands.
  useLayoutEffect(() => setName(select.current?.selectedOptions[0]?.text ?? ''));
  return (
    <label className="field">
      <span>{label}</span>
      <select ref={select} value={value} onChange={({ target }) => choose(target.value)}>
        {children}
      </select>
      {name.length > LONG && (
        <span className="whole-name" aria-hidden="true">
          {name}
        </span>
      )}
    </label>
  );
}

type ChoiceProps<Option extends string> = {
  readonly label: ReactNode;
  readonly value: Option | '';
  readonly options: readonly { readonly value: Option; readonly text: string }[];
  /** The text of choosing nothing, where that can be done. */
  readonly nothing?: string;
  readonly choose: (value: Option | undefined) => void;
};

/** One of several, with its label above it. */
export function Choice<Option extends string>({
  label,
  value,
  options,
  nothing,
  choose,
}: ChoiceProps<Option>) {
  return (
    <Select
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
    </Select>
  );
}
