import type { BulletinDocument, LateNumber, MethodLine } from '../../api/bulletin-schemas.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { hasForeignPart, methodTexts, useMethodWords } from '../../text/method-texts.ts';
import { Say } from '../../text/say.tsx';
import { Attributed } from '../../ui/attributed.tsx';
import { CodeName } from '../../ui/code-name.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { ViewState } from '../../ui/view-state.tsx';

const TOTAL = 'TOTAL';

/** What a longer period has more, or less, than the shorter ones that it is made of. */
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
  const told = ({ coords }: LateNumber) => Object.entries(coords).filter(([, code]) => code !== TOTAL);
  const total = late?.find((one) => told(one).length === 0);
  // One dimension at a time: a reader wants to know where it was late, not of every cell.
  const parts = (late ?? []).flatMap((one) => {
    const [only, ...rest] = told(one);
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

/** How the numbers are made: in short, and as exactly as insights says it with each source of them; in the bulletin's language. */
export function Method({
  of,
  document: { blocks, title },
}: {
  readonly of: readonly MethodLine[];
  readonly document: BulletinDocument;
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
    <section>
      <h2>{t('bulletin.block.method')}</h2>
      {k > 0 && <p>{t('bulletin.method.reports', { k: number(k), atMost: number(k - 1) })}</p>}
      {hasRecord && <p>{t('bulletin.method.record')}</p>}
      {of.length > 0 && <MethodLines of={of} />}
    </section>
  );
}

/** As it is read: where the numbers are from, and then what they are. */
const READ_ORDER = ['source', 'unit', 'rounding', 'method'] as const;

function MethodLines({ of }: { readonly of: readonly MethodLine[] }) {
  const locale = useLocale();
  const { t, language } = locale;
  const words = useMethodWords();
  if (words === undefined) return <ViewState kind="loading" />;
  const lines = of.map((line) => methodTexts(line, words, locale));
  return (
    <div className="small-print">
      <p>{t('bulletin.method.exact')}</p>
      {lines.some((line) => hasForeignPart(line, language)) && <p>{t('figure.inEnglish')}</p>}
      {of.map(({ unit, source, rounding }, n) => (
        <p key={`${source}${unit}${rounding}`}>
          {READ_ORDER.map((part) => {
            const { text, isEnglish } = lines[n]?.[part] ?? { text: '', isEnglish: false };
            return (
              text !== '' && (
                <span key={part} lang={isEnglish ? 'en' : undefined}>
                  {text}{' '}
                </span>
              )
            );
          })}
        </p>
      ))}
    </div>
  );
}

/** Lines that the numbers must be shown with. */
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
