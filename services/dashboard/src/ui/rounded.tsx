import { DEFAULT_ROUNDING_BASE, formatRounded } from '@waylight/presentation';
import { useLocale } from '../text/locale.tsx';

export type RoundedProps = {
  readonly value: number;
  /** `cell` in a table whose caption says how far off numbers may be. */
  readonly form?: 'text' | 'full' | 'cell';
  readonly base?: number;
};

/** A released number as what it is: "0–4", "about 5". Who listens hears a sentence instead of signs. */
export function Rounded({ value, form = 'text', base = DEFAULT_ROUNDING_BASE }: RoundedProps) {
  const { language, number } = useLocale();
  const textAs = (as: NonNullable<RoundedProps['form']> | 'screen-reader') =>
    formatRounded(value, { language, form: as, base, format: number });
  return (
    <data className="rounded" value={value}>
      <span aria-hidden="true" className="number">
        {textAs(form)}
      </span>
      <span className="spoken">{textAs('screen-reader')}</span>
    </data>
  );
}
