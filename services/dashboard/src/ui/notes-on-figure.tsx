import { useNotes } from '../api/own.ts';
import { notesByPeriod } from '../model/note-periods.ts';
import { formatDay } from '../text/format.ts';
import { useLocale } from '../text/locale.tsx';
import { Country } from './country.tsx';
import styles from './notes.module.css';

/** The texts of the notes that are marked in a figure. */
export function NotesOnFigure({ periods }: { readonly periods: readonly string[] }) {
  const { t, number } = useLocale();
  const notes = useNotes();
  const shown = [...notesByPeriod(notes, periods).values()].flat().sort((a, b) => a - b);
  if (shown.length === 0) return null;
  return (
    <div className={styles.notes} data-part="notes">
      <h3>{t('notes.onFigure')}</h3>
      <ul>
        {shown.map((at) => {
          const note = notes[at - 1];
          if (note === undefined) return null;
          return (
            <li key={note.id}>
              <strong>{number(at)}</strong> {formatDay(note.day)}
              {note.country !== undefined && (
                <>
                  {', '}
                  <Country code={note.country} />
                </>
              )}
              {': '}
              <span className={styles.text}>{note.text}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
