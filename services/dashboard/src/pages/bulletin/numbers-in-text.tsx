import type { Binding, Bulletin } from '../../api/bulletin-schemas.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { CodeName } from '../../ui/code-name.tsx';
import { SilentNote } from '../../ui/silent-note.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { surroundings } from './article-text.ts';
import { numbersInTexts } from './draft-texts.ts';
import styles from './editor.module.css';
import { silencesOfNumber } from './held-silences.ts';
import { placeText } from './words.ts';

/** Describes each released number in the text, because the words around it may be wrong. */
export function NumbersInText({ bulletin }: { readonly bulletin: Bulletin }) {
  const locale = useLocale();
  const { t } = locale;
  const { document } = bulletin;
  const names = useTableNames();
  const numbers = numbersInTexts(bulletin);
  return (
    <section className="panel" aria-labelledby="numbers">
      <h2 id="numbers">{t('bulletin.numbers')}</h2>
      {numbers.length === 0 ? (
        <p>{t('bulletin.numbers.none')}</p>
      ) : (
        <>
          <p className="caption">{t('bulletin.numbers.note')}</p>
          <ol className={`${styles.findings} ${styles.counts}`}>
            {numbers.map(({ path, read, at, length, binding, release }) => {
              const [before, number, after] = surroundings(read.text, { at, length });
              return (
                <li key={`${path}:${at}`}>
                  <Counts binding={binding} />{' '}
                  <span className={styles.place}>
                    {placeText(path, locale)}, {names.release(release)} <span className="id">{release}</span>
                  </span>
                  <q lang={document.language}>
                    {before}
                    <mark>{number}</mark>
                    {after}
                  </q>
                  <SilentNote silences={silencesOfNumber(binding, document)} />
                </li>
              );
            })}
          </ol>
        </>
      )}
    </section>
  );
}

function Counts({ binding: { period, coordinates } }: { readonly binding: Binding }) {
  const locale = useLocale();
  const { t } = locale;
  const codes = Object.entries(coordinates);
  return (
    <span className={styles.kind}>
      {t('overview.incidents')}
      {'. '}
      {codes.length === 0
        ? t('bulletin.numbers.all')
        : codes.map(([dimension, code], n) => (
            <span key={dimension}>
              {n > 0 && ' · '}
              {dimensionText(dimension, locale)}: <CodeName dimension={dimension} code={code} />
            </span>
          ))}
      {`. ${t('figure.period')}: ${locale.period(period)}`}
    </span>
  );
}
