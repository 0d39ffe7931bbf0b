import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef, useState } from 'react';
import { plannedTables } from '../api/planned-table.ts';
import { releasePlanQuery } from '../api/questions.ts';
import { namesIn } from '../model/table-name.ts';
import { useLocale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';
import { download } from './download.ts';
import { exportFigure } from './export-figure.ts';
import styles from './export-panel.module.css';
import { type ExportedFigure, FILE_KINDS, type FileKind } from './exported-figure.ts';
import { subtitleOf } from './subtitle.ts';

const KIND_WORDS: Readonly<Record<FileKind, MessageId>> = {
  csv: 'export.csv',
  xlsx: 'export.xlsx',
  hxl: 'export.hxl',
  json: 'export.json',
  png: 'export.png',
  svg: 'export.svg',
};

type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'working'; readonly file: FileKind }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'failed' };

/** Saves a figure as a file. */
export function ExportPanel({ figure }: { readonly figure: ExportedFigure }) {
  const locale = useLocale();
  const { t } = locale;
  // The plan names the tables. Without it, a picture is saved without these names.
  const { data, fetchStatus } = useQuery(releasePlanQuery());
  const isReady = data !== undefined || fetchStatus !== 'fetching';
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const stage = useRef<HTMLDivElement>(null);
  const file = outcome.kind === 'working' ? outcome.file : undefined;
  // After the charts were rendered on the stage.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs once for each press.
  useLayoutEffect(() => {
    if (file === undefined || !isReady) return;
    const names = namesIn(plannedTables(data?.plan.tables ?? []), locale);
    const subtitle = subtitleOf(figure, names, locale);
    exportFigure(file, { ...figure, subtitle }, stage.current, locale)
      .then((made) => {
        download(made);
        setOutcome({ kind: 'saved', name: made.name });
      })
      .catch(() => setOutcome({ kind: 'failed' }));
  }, [file, isReady]);
  const kinds = FILE_KINDS.filter((kind) => figure.charts.length > 0 || (kind !== 'png' && kind !== 'svg'));
  return (
    <div className={styles.panel}>
      <ul className={styles.exports} data-part="exports">
        {kinds.map((kind) => (
          <li key={kind}>
            <button type="button" onClick={() => setOutcome({ kind: 'working', file: kind })}>
              {t(KIND_WORDS[kind])}
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.outcome} role="status">
        {outcome.kind === 'saved' && t('export.saved', { names: outcome.name })}
        {outcome.kind === 'failed' && t('export.failed')}
      </p>
      {(file === 'png' || file === 'svg') && (
        <div className={styles.stage} aria-hidden="true" ref={stage}>
          {figure.charts.map(({ title = '', chart }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: charts have no other identity.
            <div key={at} data-heading={title}>
              {chart}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
