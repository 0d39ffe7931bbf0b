import { useQuery } from '@tanstack/react-query';
import type { ExternalAudience } from '@waylight/disclosure-control/audiences';
import { placeOf } from '../../api/origin.ts';
import { type Approval, approvalsQuery, type ReleaseTable, releaseQuery } from '../../api/releases.ts';
import { countedText } from '../../text/audience-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { TOTAL } from '../../text/table-codes.ts';
import type { MessageId } from '../../text/texts.ts';
import { Answered } from '../../ui/view-state.tsx';
import { readingText } from './numbers-panel.tsx';
import styles from './releases.module.css';
import { layOutRelease } from './table-layout.ts';

const WHAT: Readonly<Record<ExternalAudience, MessageId>> = {
  authorities: 'preview.authorities',
  public: 'preview.public',
};

/** Classifies a release for members: other readers may read it later, never, or already. */
export function previewOf(status: Approval['status']): 'preview' | 'never' | 'published' {
  switch (status) {
    case 'not-requested':
    case 'open':
    case 'expired':
      return 'preview';
    case 'objected':
    case 'withdrawn':
      return 'never';
    case 'approved':
      return 'published';
    default:
      return status satisfies never;
  }
}

/** Says above the numbers of a release that waits for approval that these are what its readers will read, and what they will not. */
export function PreviewHead({
  table,
  audience,
}: {
  readonly table: ReleaseTable;
  readonly audience: ExternalAudience;
}) {
  const query = useQuery(approvalsQuery(true));
  return (
    <Answered query={query}>
      {({ approvals }) => {
        const approval = approvals.find(({ release }) => release === table.release);
        return (
          approval !== undefined && (
            <Head kind={previewOf(approval.status)} table={table} audience={audience} />
          )
        );
      }}
    </Answered>
  );
}

function Head({
  kind,
  table,
  audience,
}: {
  readonly kind: ReturnType<typeof previewOf>;
  readonly table: ReleaseTable;
  readonly audience: ExternalAudience;
}) {
  const { t } = useLocale();
  if (kind === 'published') return null;
  const isPreview = kind === 'preview';
  return (
    <section className={`panel prose ${styles.preview}`} aria-labelledby="preview">
      <h2 id="preview">{t(isPreview ? 'preview.title' : 'preview.never.title')}</h2>
      <p>{t(isPreview ? WHAT[audience] : 'preview.never')}</p>
      {isPreview && <Totals table={table} />}
      {isPreview && <p className="caption">{t('preview.without')}</p>}
    </section>
  );
}

/** The total of a release next to that of the members for the same table and period, because fewer reports count in it. */
export function Totals({ table }: { readonly table: ReleaseTable }) {
  const locale = useLocale();
  const place = placeOf(table.release);
  const { data } = useQuery(releaseQuery(`${place?.table}.${place?.period}.partners`));
  const total = (of: ReleaseTable) => readingText(layOutRelease(of).at(TOTAL, TOTAL), of.k, locale);
  return (
    <p data-part="totals">
      {countedText(table.audience, locale)}{' '}
      {data !== undefined && (
        <Say id="preview.totals" values={{ number: total(table), members: total(data.table) }} />
      )}
    </p>
  );
}
