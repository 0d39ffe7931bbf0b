import { type RefObject, useState } from 'react';
import type { Explain } from '../data/schemas.ts';
import { FILE_KINDS, type FileKind } from '../export/file-kinds.ts';
import { useLocale } from '../language/locale.tsx';
import type { MessageId } from '../text/texts.ts';

const KIND_WORDS: Readonly<Record<FileKind, MessageId>> = {
  csv: 'export.csv',
  xlsx: 'export.xlsx',
  hxl: 'export.hxl',
  png: 'export.png',
  svg: 'export.svg',
};

type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved'; readonly names: readonly string[] }
  | { readonly kind: 'failed' };

/** Saves what stands in a figure as a file. */
export function ExportMenu({
  figure,
  explain,
  period,
  opening,
}: {
  readonly figure: RefObject<HTMLElement | null>;
  readonly explain: Explain;
  readonly period?: string | undefined;
  /** Has all that may be saved in the figure. */
  readonly opening: () => void;
}) {
  const locale = useLocale();
  const { t } = locale;
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const [tables, setTables] = useState<readonly string[]>([]);
  const save = async (kind: FileKind, table: number) => {
    const section = figure.current;
    if (section === null) return;
    setOutcome({ kind: 'none' });
    try {
      const { download, exportFigure } = await import('../export/export-figure.ts');
      const files = await exportFigure(kind, section, { explain, period, table }, locale);
      for (const file of files) download(file);
      setOutcome(
        files.length === 0 ? { kind: 'failed' } : { kind: 'saved', names: files.map(({ name }) => name) },
      );
    } catch {
      setOutcome({ kind: 'failed' });
    }
  };
  return (
    <details
      className="behind"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) setTables(tableTitles(figure.current));
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a control, by keyboard as well. */}
      <summary onClick={opening}>{t('export.menu')}</summary>
      <p className="caption">{t('export.note')}</p>
      <ul className="exports">
        {FILE_KINDS.flatMap((kind) =>
          filesOf(kind, tables).map(({ table, title }) => (
            <li key={`${kind} ${table}`}>
              <button type="button" onClick={() => void save(kind, table)}>
                {title === undefined ? t(KIND_WORDS[kind]) : `${t(KIND_WORDS[kind])}: ${title}`}
              </button>
            </li>
          )),
        )}
      </ul>
      <p className="export-outcome" role="status">
        {outcome.kind === 'saved' && t('export.saved', { names: outcome.names.join(', ') })}
        {outcome.kind === 'failed' && t('export.failed')}
      </p>
    </details>
  );
}

function tableTitles(figure: HTMLElement | null): readonly string[] {
  return [...(figure?.querySelectorAll('.table-frame caption') ?? [])].map((one) => one.textContent ?? '');
}

/** A button for each file: CSV has one table, and is named by it where a figure has several. */
function filesOf(
  kind: FileKind,
  tables: readonly string[],
): readonly { readonly table: number; readonly title?: string }[] {
  const isOfOneTable = kind === 'csv' || kind === 'hxl';
  if (!isOfOneTable || tables.length <= 1) return [{ table: 0 }];
  return tables.map((title, table) => ({ table, title }));
}
