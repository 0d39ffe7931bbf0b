import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** From here on a name has no room in a select of a narrow screen. */
const LONG = 32;

/** A choice, and below it the whole name of what is chosen where a narrow screen cuts it: ends of long names tell them apart. */
export function NamedSelect({
  kind,
  label,
  value,
  choose,
  children,
}: {
  /** Whether its label stands above it or before it. */
  readonly kind: 'field' | 'choice';
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
    <label className={kind}>
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

type ChoiceProps<Option extends string> = {
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
