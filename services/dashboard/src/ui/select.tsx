import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './controls.module.css';

/** Names of at least this length are truncated in a select on a narrow screen. */
const LONG = 32;

/** A select with its label above it, for options in groups. `Choice` is for others. If a narrow screen truncates the chosen name, the whole name is shown below. */
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

/**
 * A choice of one option. `nothing` is the text of the empty option: with it, nothing may be chosen, and `choose` may get
 * undefined.
 */
export function Choice<Option extends string, Nothing extends string | undefined = undefined>({
  label,
  value,
  options,
  nothing,
  choose,
}: {
  readonly label: ReactNode;
  readonly value: Option | '';
  readonly options: readonly {
    readonly value: Option;
    readonly text: string;
    readonly isDisabled?: boolean;
  }[];
  readonly nothing?: Nothing;
  readonly choose: (value: Option | (Nothing extends string ? undefined : never)) => void;
}) {
  const take = (wanted: string): void => {
    const chosen = options.find((option) => option.value === wanted)?.value;
    if (chosen !== undefined || nothing !== undefined) choose(chosen as Option);
  };
  return (
    <Select label={label} value={value} choose={take}>
      {nothing !== undefined && <option value="">{nothing}</option>}
      {options.map(({ value: one, text, isDisabled }) => (
        <option key={one} value={one} disabled={isDisabled}>
          {text}
        </option>
      ))}
    </Select>
  );
}
