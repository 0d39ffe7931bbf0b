import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './controls.module.css';

/** Names of at least this length are truncated in a select on a narrow screen. */
const LONG = 32;

/** A select with its label above it. If a narrow screen truncates the chosen name, the whole name is shown below. */
export function Select({
  label,
  value,
  choose,
  children,
}: {
  readonly label: ReactNode;
  readonly value: string;
  readonly choose: (value: string) => void;
  /** The `<option>` elements. */
  readonly children: ReactNode;
}) {
  const select = useRef<HTMLSelectElement>(null);
  const [name, setName] = useState('');
  // Read from the element, because options are loaded later and change.
  useLayoutEffect(() => setName(select.current?.selectedOptions[0]?.text ?? ''));
  return (
    <label className="field">
      <span>{label}</span>
      <select ref={select} value={value} onChange={({ target }) => choose(target.value)}>
        {children}
      </select>
      {name.length > LONG && (
        <span className={styles.whole} aria-hidden="true">
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
  /** Text of the empty option, if nothing may be chosen. */
  readonly nothing?: string;
  readonly choose: (value: Option | undefined) => void;
};

/** A choice of one option, with its label above it. */
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
