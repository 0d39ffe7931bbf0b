import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { addNote, type DateNote, notesQuery, removeNote } from '../api/own.ts';
import type { Session } from '../api/schemas.ts';
import { useChange } from '../api/use-change.ts';
import { countryText, SIX } from '../text/countries.ts';
import { formatDay } from '../text/format.ts';
import { useLocale } from '../text/locale.tsx';
import { Country } from '../ui/country.tsx';
import noteStyles from '../ui/notes.module.css';
import { Answered } from '../ui/view-state.tsx';
import styles from './own-panel.module.css';

const MOST_TEXT = 2_000;
const EMPTY = { day: '', country: '', text: '' };

/** Notes on dates, which all analysts of the organisation can read: the numbered list, and a form for a new note. */
export function NotesPart({ session }: { readonly session: Session }) {
  const { t } = useLocale();
  const id = useId();
  const [draft, setDraft] = useState(EMPTY);
  const { failed, run } = useChange('notes');
  const isOfOrganisation = session.organisation !== undefined;
  const query = useQuery({ ...notesQuery(), enabled: isOfOrganisation });
  const add = async () => {
    const { day, country, text } = draft;
    const note = { day, text: text.trim(), ...(country === '' ? {} : { country }) };
    if (await run(() => addNote(session, note))) setDraft(EMPTY);
  };
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{t('notes.title')}</h3>
      {isOfOrganisation ? (
        <>
          <p className="caption">{t('notes.note')}</p>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              void add();
            }}
          >
            <label>
              <span>{t('notes.day')}</span>
              <input
                type="date"
                required
                value={draft.day}
                onChange={({ target }) => setDraft({ ...draft, day: target.value })}
              />
            </label>
            <label>
              <span>{t('figure.country')}</span>
              <select
                value={draft.country}
                onChange={({ target }) => setDraft({ ...draft, country: target.value })}
              >
                <option value="">{t('notes.region')}</option>
                {SIX.map((code) => (
                  <option key={code} value={code}>
                    {countryText(code, t)}
                  </option>
                ))}
              </select>
            </label>
            <label className={styles.text}>
              <span>{t('notes.text')}</span>
              <textarea
                required
                rows={2}
                maxLength={MOST_TEXT}
                value={draft.text}
                onChange={({ target }) => setDraft({ ...draft, text: target.value })}
              />
            </label>
            <button type="submit" className="button">
              {t('notes.add')}
            </button>
          </form>
          <p role="status">{failed !== undefined && t(failed)}</p>
          <Answered query={query}>
            {(notes) =>
              notes.length === 0 ? (
                <p>{t('notes.none')}</p>
              ) : (
                <ol className={styles.list}>
                  {notes.map((note, at) => (
                    <Note
                      key={note.id}
                      note={note}
                      at={at + 1}
                      remove={() => void run(() => removeNote(session, note.id))}
                    />
                  ))}
                </ol>
              )
            }
          </Answered>
        </>
      ) : (
        <p>{t('notes.for')}</p>
      )}
    </section>
  );
}

function Note({
  note: { day, country, text },
  at,
  remove,
}: {
  readonly note: DateNote;
  readonly at: number;
  readonly remove: () => void;
}) {
  const { t, number } = useLocale();
  return (
    <li>
      <span>
        <strong>{number(at)}</strong> {formatDay(day)},{' '}
        {country === undefined ? t('notes.region') : <Country code={country} />}
        {': '}
        <span className={noteStyles.text}>{text}</span>
      </span>
      <button type="button" aria-label={t('notes.deleteNamed', { number: number(at) })} onClick={remove}>
        {t('action.delete')}
      </button>
    </li>
  );
}
