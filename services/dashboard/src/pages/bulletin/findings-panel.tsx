import type { Bulletin, Finding } from '../../api/bulletin-schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { surroundings } from './article-text.ts';
import { draftTexts } from './draft-texts.ts';
import styles from './editor.module.css';
import type { TextAsRead } from './text-as-read.ts';
import { FINDING_WORDS, placeText } from './words.ts';

/**
 * Digits, dates and places in the text that are no released numbers, typed or from the first draft. The second person checks them
 * before the approval.
 */
export function FindingsPanel({ bulletin }: { readonly bulletin: Bulletin }) {
  const { t } = useLocale();
  const { findings = [], document } = bulletin;
  const texts = draftTexts(bulletin);
  return (
    <section className="panel" aria-labelledby="findings">
      <h2 id="findings">{t('bulletin.findings')}</h2>
      <p className="caption">{t('bulletin.findings.note')}</p>
      {findings.length === 0 ? (
        <p>{t('bulletin.findings.none')}</p>
      ) : (
        <ol className={styles.findings}>
          {findings.map((finding) => (
            <Found
              key={`${finding.path}:${finding.at}:${finding.kind}`}
              finding={finding}
              read={texts.get(finding.path)}
              language={document.language}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function Found({
  finding,
  read,
  language,
}: {
  readonly finding: Finding;
  readonly read: TextAsRead | undefined;
  readonly language: string;
}) {
  const locale = useLocale();
  const { kind, path, at, length } = finding;
  const [before, found, after] =
    read === undefined ? ['', finding.text, ''] : surroundings(read.text, { at: read.placeOf(at), length });
  return (
    <li>
      <span className={styles.kind}>{locale.t(FINDING_WORDS[kind])}</span>{' '}
      <span className={styles.place}>{placeText(path, locale)}</span>
      <q lang={language}>
        {before}
        <mark>{found}</mark>
        {after}
      </q>
    </li>
  );
}
