import { DEFAULT_ROUNDING_BASE, formatRounded } from '@waylight/presentation';
import { useLocale } from '../text/locale.tsx';

export type RoundedProps = {
  readonly value: number;
  /** `cell`: in a table whose caption states the rounding bound. */
  readonly form?: 'text' | 'full' | 'cell';
  readonly base?: number;
};

/** A released number with its rounding, such as "0–4" or "about 5". Screen readers get a sentence instead of signs. */
export function Rounded({ value, form = 'text', base = DEFAULT_ROUNDING_BASE }: RoundedProps) {
  const { language, number } = useLocale();
  const textAs = (as: NonNullable<RoundedProps['form']> | 'screen-reader') =>
    formatRounded(value, { language, form: as, base, format: number });
  return (
    <data className="rounded" value={value}>
      <span aria-hidden="true" className="number">
        {textAs(form)}
      </span>
      <span className="sr-only">{textAs('screen-reader')}</span>
    </data>
  );
}
