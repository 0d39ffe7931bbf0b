import { useState } from 'react';
import type { Bulletin, Finding } from '../../data/bulletin-schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { surroundings } from './article-text.ts';
import { textsOf } from './content-edit.ts';
import { FINDING_WORDS, placeText } from './words.ts';

/** What somebody typed and no release stands behind: the second person looks at each before approving. */
export function FindingsPanel({
  bulletin: { findings = [], content, document },
  approve,
}: {
  readonly bulletin: Bulletin;
  /** Undefined for whoever cannot approve now. */
  readonly approve: (() => Promise<void>) | undefined;
}) {
  const { t, number } = useLocale();
  const [hasLooked, setLooked] = useState(false);
  const texts = new Map(content === undefined ? [] : textsOf(content));
  return (
    <section className="panel" aria-labelledby="findings">
      <h2 id="findings">{t('bulletin.findings')}</h2>
      <p className="caption">{t('bulletin.findings.note')}</p>
      {findings.length === 0 ? (
        <p>{t('bulletin.findings.none')}</p>
      ) : (
        <ol className="bulletin-findings">
          {findings.map((finding) => (
            <Found
              key={`${finding.path}:${finding.at}:${finding.kind}`}
              finding={finding}
              text={texts.get(finding.path) ?? ''}
              language={document.language}
            />
          ))}
        </ol>
      )}
      {approve !== undefined && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void approve();
          }}
        >
          <label className="check">
            <input
              type="checkbox"
              required
              checked={hasLooked}
              onChange={({ target }) => setLooked(target.checked)}
            />
            <span>
              {findings.length === 0
                ? t('bulletin.findings.read')
                : t('bulletin.findings.looked', { n: number(findings.length) })}
            </span>
          </label>
          <button type="submit" className="button">
            {t('bulletin.approve')}
          </button>
        </form>
      )}
    </section>
  );
}

function Found({
  finding,
  text,
  language,
}: {
  readonly finding: Finding;
  readonly text: string;
  readonly language: string;
}) {
  const locale = useLocale();
  const [before, found, after] = surroundings(text, finding);
  return (
    <li>
      <span className="finding-kind">{locale.t(FINDING_WORDS[finding.kind])}</span>{' '}
      <span className="finding-place">{placeText(finding.path, locale)}</span>
      <q lang={language}>
        {before}
        <mark>{found}</mark>
        {after}
      </q>
    </li>
  );
}
