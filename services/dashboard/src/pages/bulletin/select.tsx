import { Select as Choice } from '../../ui/select.tsx';

/** A choice among few options. The chosen value has their type. */
export function Select<Value extends string>({
  label,
  value,
  options,
  choose,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly choose: (value: Value) => void;
}) {
  const take = (wanted: string): void => {
    const chosen = options.find(([one]) => one === wanted);
    if (chosen !== undefined) choose(chosen[0]);
  };
  return (
    <Choice label={label} value={value} choose={take}>
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </Choice>
  );
}
