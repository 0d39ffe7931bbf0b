import { useNotes } from '../../api/own.ts';
import { notesByPeriod } from '../../model/note-periods.ts';
import { useLocale } from '../../text/locale.tsx';
import styles from './chart.module.css';

const SIZE = 5;

/** Marks on a time axis at the dates of the organisation's notes, each with the number of its note. */
export function NoteMarks({
  periods,
  middleOf,
  top,
  bottom,
}: {
  readonly periods: readonly string[];
  /** Horizontal position of the centre of a period. */
  readonly middleOf: (period: string) => number;
  readonly top: number;
  readonly bottom: number;
}) {
  const { number } = useLocale();
  const marks = notesByPeriod(useNotes(), periods);
  return [...marks].map(([period, numbers]) => {
    const x = middleOf(period);
    return (
      <g key={period} className={styles.note} data-private>
        <line x1={x} x2={x} y1={top} y2={bottom} />
        <path d={`M${x - SIZE} ${top - SIZE}h${2 * SIZE}l${-SIZE} ${SIZE}z`} />
        <text className={styles.tick} textAnchor="middle" x={x} y={top - SIZE - 2}>
          {numbers.map(number).join(', ')}
        </text>
      </g>
    );
  });
}
