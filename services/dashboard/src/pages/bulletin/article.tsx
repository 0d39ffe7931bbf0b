import { nextPeriod, periodKindOf } from '@waylight/calendar';
import { Fragment } from 'react';
import type { Bulletin, BulletinDocument, Part, ResolvedBlock } from '../../api/bulletin-schemas.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { Attributed } from '../../ui/attributed.tsx';
import { FootnoteId } from '../../ui/country.tsx';
import { InLanguage } from '../../ui/in-language.tsx';
import { Rounded } from '../../ui/rounded.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import styles from './article.module.css';
import { Completeness } from './article-completeness.tsx';
import { Late, Lines, Method, Notes } from './article-notes.tsx';
import { paragraphsOf } from './article-text.ts';
import { drawsBars, figureGrid } from './figure-grid.ts';
import { type FigureNotes, figureNotes } from './figure-notes.ts';
import { FigureView } from './figure-view.tsx';
import { silencesOfFigure } from './held-silences.ts';
import { AUDIENCE_WORDS, dayOf, STATUS_WORDS } from './words.ts';

const FOOTNOTE = 'bulletin-footnote-xk';
const TITLE = 'bulletin-title';

/** A bulletin as it is read and printed: complete, and in its own language. */
export function Article({ bulletin }: { readonly bulletin: Bulletin }) {
  return (
    <InLanguage language={bulletin.document.language}>
      <FootnoteId.Provider value={FOOTNOTE}>
        <Body bulletin={bulletin} />
      </FootnoteId.Provider>
    </InLanguage>
  );
}

function Body({
  bulletin: { document, status, version, organisation, at, digest },
}: {
  readonly bulletin: Bulletin;
}) {
  const locale = useLocale();
  const { t, number } = locale;
  const { language, audience, blocks, releases, notice } = document;
  const isFrozen = status === 'frozen';
  const notes = figureNotes(document, locale);
  return (
    <article className={`${styles.article} panel`} lang={language} aria-labelledby={TITLE}>
      <header>
        {!isFrozen && (
          <p className={styles.mark}>
            {t('bulletin.mark', { status: t(STATUS_WORDS[status]), version: number(version) })}
          </p>
        )}
        <h1 id={TITLE}>
          <Parts parts={document.title} />
        </h1>
        <p className={styles.line}>
          {t('bulletin.line', {
            organisation,
            period: locale.period(document.period),
            audience: t(AUDIENCE_WORDS[audience]),
          })}
        </p>
        {notice !== undefined && (
          <p className={styles.notice}>
            {t('bulletin.notice')} <Attributed line={notice} />
          </p>
        )}
      </header>
      <div className={styles.blocks}>
        {keyed(blocks, locale).map(({ key, ...one }) => (
          <BlockView key={key} {...one} document={document} notes={notes} />
        ))}
        {!blocks.some(({ kind }) => kind === 'method') && notes.notes.length > 0 && (
          <Notes title={t('bulletin.block.footnotes')} notes={notes.notes} />
        )}
      </div>
      <footer>
        <p id={FOOTNOTE}>* {t('footnote.xk')}</p>
        {releases.length > 0 && <Releases ids={releases} />}
        {isFrozen && (
          <p>
            <Say
              id="bulletin.frozenAt"
              values={{
                day: dayOf(at),
                organisation,
                digest: (
                  <span className={styles.digest} data-part="digest">
                    SHA-256 {digest}
                  </span>
                ),
              }}
            />
          </p>
        )}
      </footer>
    </article>
  );
}

/** Releases by name, with the ids for verification. Releases of one table share its name. */
function Releases({ ids }: { readonly ids: readonly string[] }) {
  const names = useTableNames();
  const tables = Map.groupBy(ids, (id) => id.split('.').toSpliced(1, 1).join('.'));
  return (
    <p>
      <Say
        id="bulletin.releases"
        values={{
          ids: [...tables.values()].map((some, n) => (
            <Fragment key={some[0]}>
              {n > 0 && '; '}
              {names.release(some.at(-1) ?? '')} <span className="id">({rangesOf(some).join(', ')})</span>
            </Fragment>
          )),
        }}
      />
    </p>
  );
}

/** Sorted ids of one table, those of three or more consecutive periods by the first and the last one. */
function rangesOf(ids: readonly string[]): readonly string[] {
  const runs: string[][] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    const last = periodOf(run?.at(-1) ?? '');
    const kind = periodKindOf(last);
    if (kind !== undefined && nextPeriod(kind, last) === periodOf(id)) run?.push(id);
    else runs.push([id]);
  }
  return runs.flatMap((run) => (run.length > 2 ? `${run[0]} – ${run.at(-1)}` : run));
}

const periodOf = (release: string): string => release.split('.')[1] ?? '';

/** Blocks by position, each with the number of its figure, and whether it shares a row: consecutive tables with bars are paired. */
function keyed(blocks: BulletinDocument['blocks'], locale: Locale) {
  let figures = 0;
  let isSecond = false;
  return blocks.map((block, n) => {
    if (block.kind === 'figure') figures += 1;
    const isHalf = isSecond || (isNarrow(block, locale) && isNarrow(blocks[n + 1], locale));
    isSecond = isHalf && !isSecond;
    return { key: `${n}:${block.kind}`, block, figure: figures, isHalf };
  });
}

const isNarrow = (block: ResolvedBlock | undefined, locale: Locale): boolean =>
  block?.kind === 'figure' &&
  block.answer !== null &&
  drawsBars(block.presentation, figureGrid(block.answer, locale));

function BlockView({
  block,
  document,
  figure,
  isHalf,
  notes,
}: {
  readonly block: ResolvedBlock;
  readonly document: BulletinDocument;
  readonly figure: number;
  readonly isHalf: boolean;
  readonly notes: FigureNotes;
}) {
  const { t } = useLocale();
  switch (block.kind) {
    case 'text':
      return <Text parts={block.parts} />;
    case 'figure':
      return (
        <FigureView
          n={figure}
          answer={block.answer}
          presentation={block.presentation}
          silences={silencesOfFigure(block)}
          notes={notes.numbersOf(block)}
          isHalf={isHalf}
        >
          <Parts parts={block.caption} />
        </FigureView>
      );
    case 'completeness':
      return <Completeness nodes={block.nodes} reporting={block.reporting} />;
    case 'late-and-corrections':
      return <Late period={block.period} late={block.late} />;
    case 'method':
      return <Method of={block.of} document={document} notes={notes.notes} />;
    case 'attribution':
      // The notice is at the top already.
      return (
        <Lines
          title={t('bulletin.block.attribution')}
          lines={block.lines.filter((line) => line !== document.notice)}
        />
      );
    case 'footnotes':
      // Every bulletin ends with the footnote of XK, in its language.
      return (
        <Lines
          title={t('bulletin.block.footnotes')}
          lines={block.lines.filter((line) => !line.startsWith('* XK:'))}
        />
      );
    default:
      return block satisfies never;
  }
}

function Text({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <div className={styles.text} data-part="text">
      {paragraphsOf(parts).map((paragraph, n) => {
        const key = `${n}`;
        const Element = paragraph.isHeading ? 'h2' : 'p';
        return (
          <Element key={key}>
            <Parts parts={paragraph.parts} />
          </Element>
        );
      })}
    </div>
  );
}

/** Text with released numbers and their rounding. */
function Parts({ parts }: { readonly parts: readonly Part[] }) {
  return parts.map((part, n) => {
    const key = `${n}`;
    if ('text' in part) return <span key={key}>{part.text}</span>;
    return (
      <span key={key} className={styles.number} title={part.release}>
        <Rounded value={part.value} base={part.base} />
      </span>
    );
  });
}
