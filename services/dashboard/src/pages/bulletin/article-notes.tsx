import type { ExplanationMessage } from '@waylight/presentation';
import type { ReactNode } from 'react';
import type { BulletinDocument, LateNumber, MethodLine } from '../../api/bulletin-schemas.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { hasForeignPart, methodTexts, saidText } from '../../text/method-texts.ts';
import { Say } from '../../text/say.tsx';
import { Attributed } from '../../ui/attributed.tsx';
import { CodeName } from '../../ui/code-name.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import styles from './article.module.css';
import { noteId } from './figure-view.tsx';

const TOTAL = 'TOTAL';

/** The differences between a longer period and the sum of its shorter periods. */
export function Late({
  period: of,
  late,
}: {
  readonly period: string;
  readonly late: readonly LateNumber[] | null;
}) {
  const locale = useLocale();
  const { t, period, number } = locale;
  const signed = (value: number) => `${value > 0 ? '+' : ''}${number(value)}`;
  const codesOf = ({ coords }: LateNumber) => Object.entries(coords).filter(([, code]) => code !== TOTAL);
  const total = late?.find((one) => codesOf(one).length === 0);
  // One dimension at a time: readers want late reports by code, not by cell.
  const parts = (late ?? []).flatMap((one) => {
    const [only, ...rest] = codesOf(one);
    return only === undefined || rest.length > 0 ? [] : [{ ...one, dimension: only[0], code: only[1] }];
  });
  return (
    <section>
      <h2>{t('bulletin.block.late')}</h2>
      <p>{t('bulletin.late.explained', { period: period(of) })}</p>
      {total !== undefined && (
        <p>
          <Say
            id="bulletin.late.total"
            values={{
              value: <strong>{signed(total.value)}</strong>,
              atMost: number(total.roundingAtMost),
            }}
          />
        </p>
      )}
      {[...new Set(parts.map(({ dimension }) => dimension))].map((dimension) => (
        <DataTable
          key={dimension}
          caption={`${t('bulletin.block.late')}: ${dimensionText(dimension, locale)}`}
          columns={[
            { key: 'name', title: dimensionText(dimension, locale) },
            { key: 'value', title: t('bulletin.block.late'), isNumber: true },
            { key: 'rounding', title: t('bulletin.late.rounding'), isNumber: true },
          ]}
          rows={parts
            .filter((one) => one.dimension === dimension)
            .map(({ code, value, roundingAtMost }) => ({
              key: code,
              cells: [
                <CodeName key="name" dimension={dimension} code={code} />,
                signed(value),
                `±${number(roundingAtMost)}`,
              ],
            }))}
        />
      ))}
    </section>
  );
}

/** The method of the numbers: a summary, then the explanations of each source, in the bulletin's language. */
export function Method({
  of,
  document: { blocks, title },
  notes,
}: {
  readonly of: readonly MethodLine[];
  readonly document: BulletinDocument;
  /** Numbers of the notes of its figures. */
  readonly notes: readonly string[];
}) {
  const { t, number } = useLocale();
  const answers = blocks.flatMap((block) => (block.kind === 'figure' ? (block.answer ?? []) : []));
  const bases = [
    ...answers.flatMap(({ k }) => k ?? []),
    ...[title, ...blocks.map((block) => (block.kind === 'text' ? block.parts : []))]
      .flat()
      .flatMap((part) => ('base' in part ? part.base : [])),
  ];
  const k = Math.max(0, ...bases);
  const hasRecord = answers.some(({ layer }) => layer === 'public-record');
  return (
    <Notes
      title={t('bulletin.block.method')}
      notes={[
        ...notes,
        ...(k > 0 ? [t('bulletin.method.reports', { k: number(k), atMost: number(k - 1) })] : []),
        ...(hasRecord ? [t('bulletin.method.record')] : []),
      ]}
    >
      {of.length > 0 && <MethodLines of={of} />}
    </Notes>
  );
}

/** The numbered notes of a bulletin. Figures refer to the first ones. */
export function Notes({
  title,
  notes,
  children,
}: {
  readonly title: string;
  readonly notes: readonly string[];
  readonly children?: ReactNode;
}) {
  return (
    <section className={styles.smallPrint} data-part="small-print">
      <h2>{title}</h2>
      <ol>
        {notes.map((note, n) => (
          <li key={note} id={noteId(n + 1)}>
            {note}
          </li>
        ))}
        {children}
      </ol>
    </section>
  );
}

/** In the order of reading: source first, then unit, rounding and method. */
const READ_ORDER = ['source', 'unit', 'rounding', 'method'] as const;

/**
 * Sentences that every bulletin has elsewhere: rounding and incidents in the notes above, completeness in its own section, limits
 * of breakdowns with the names of their tables.
 */
const ELSEWHERE =
  /^(?:rounding\.(?!victims)|unit\.(?:released|incidents)$|\w+\.completeness)|^method\.notBrokenDown$/;

/** Removes sentences that are elsewhere. The footer lists all releases, so one describes those with the same readers and days. */
function withoutRepeats(of: readonly MethodLine[]): MethodLine[] {
  const described = new Set<string>();
  const isNew = ({ code, args }: ExplanationMessage): boolean => {
    if (code !== 'source.release') return !ELSEWHERE.test(code);
    const kind = `${args.readers} ${args.days}`;
    if (described.has(kind)) return false;
    described.add(kind);
    return true;
  };
  return of.map((line) => {
    const rest = { ...line, sentences: { ...line.sentences } };
    for (const part of READ_ORDER) {
      rest.sentences[part] = line.sentences[part].filter(isNew);
      // Without sentences the English text would be shown.
      if (line.sentences[part].length > 0 && rest.sentences[part].length === 0) rest[part] = '';
    }
    return rest;
  });
}

/** Numbers under which tables are not broken down. If there are several limits, each is given with its tables. */
function useLimits(of: readonly MethodLine[]): readonly string[] {
  const locale = useLocale();
  const names = useTableNames();
  const tablesOf = new Map<string, Set<string>>();
  for (const { sentences } of of) {
    const table = sentences.source.find(({ code }) => code === 'source.release')?.args.table ?? '';
    for (const one of sentences.method.filter(({ code }) => code === 'method.notBrokenDown')) {
      const { text } = saidText([one], '', locale);
      if (text !== '') tablesOf.set(text, (tablesOf.get(text) ?? new Set()).add(names.table(table)));
    }
  }
  return [...tablesOf].map(([text, tables]) =>
    tablesOf.size > 1 ? `${[...tables].join('; ')}: ${text}` : text,
  );
}

/** A note for each part of the explanations. Messages that several sources share occur once. */
function MethodLines({ of }: { readonly of: readonly MethodLine[] }) {
  const locale = useLocale();
  const { t, language } = locale;
  const limits = useLimits(of);
  const lines = withoutRepeats(of).map((line) => methodTexts(line, locale));
  return (
    <>
      {lines.some((line) => hasForeignPart(line, language)) && <li>{t('figure.inEnglish')}</li>}
      {READ_ORDER.map((part) => {
        const texts = lines.map((line) => line[part]).filter(({ text }) => text !== '');
        const sentences = [
          ...new Set(texts.flatMap(({ text }) => text.split(SENTENCE_END))),
          ...(part === 'method' ? limits : []),
        ];
        return (
          sentences.length > 0 && (
            <li key={part} lang={texts.some(({ isEnglish }) => isEnglish) ? 'en' : undefined}>
              {sentences.join(' ')}
            </li>
          )
        );
      })}
    </>
  );
}

/** A full stop before a capital letter. After ordinals and months there is a small letter or a digit. */
const SENTENCE_END = /(?<=[.!?]) (?=\p{Lu})/u;

/** Attributions that must be shown with the numbers. */
export function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {lines.map((line) => (
        <p key={line}>
          <Attributed line={line} />
        </p>
      ))}
    </section>
  );
}
