import { useQuery } from '@tanstack/react-query';
import type { ExternalAudience } from '@waylight/disclosure-control/audiences';
import { type Approval, approvalsQuery } from '../../api/releases.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { Answered } from '../../ui/view-state.tsx';
import styles from './releases.module.css';

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
export function PreviewHead({ id, audience }: { readonly id: string; readonly audience: ExternalAudience }) {
  const query = useQuery(approvalsQuery(true));
  return (
    <Answered query={query}>
      {({ approvals }) => {
        const approval = approvals.find(({ release }) => release === id);
        return approval !== undefined && <Head kind={previewOf(approval.status)} audience={audience} />;
      }}
    </Answered>
  );
}

function Head({
  kind,
  audience,
}: {
  readonly kind: ReturnType<typeof previewOf>;
  readonly audience: ExternalAudience;
}) {
  const { t } = useLocale();
  if (kind === 'published') return null;
  const isPreview = kind === 'preview';
  return (
    <section className={`panel prose ${styles.preview}`} aria-labelledby="preview">
      <h2 id="preview">{t(isPreview ? 'preview.title' : 'preview.never.title')}</h2>
      <p>{t(isPreview ? WHAT[audience] : 'preview.never')}</p>
      {isPreview && <p className="caption">{t('preview.without')}</p>}
    </section>
  );
}
