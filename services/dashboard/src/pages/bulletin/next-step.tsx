import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { Bulletin } from '../../api/bulletin-schemas.ts';
import { type BulletinCommand, commandBulletin } from '../../api/bulletins.ts';
import { sessionQuery } from '../../api/questions.ts';
import { useLocale } from '../../text/locale.tsx';
import { ActionFailure, type Unsaved } from './action-failure.tsx';
import { Approval } from './approval.tsx';
import { FreezeDialog } from './freeze-dialog.tsx';

export const NEXT_STEP = 'bulletin-next-step';

/**
 * The next step and the result of the last one, until the bulletin is frozen. It is below the text, because the text is read
 * first.
 */
export function NextStep({
  bulletin,
  onFrozen,
}: {
  readonly bulletin: Bulletin;
  /** Called when the reader has frozen the bulletin. */
  readonly onFrozen: () => void;
}) {
  const { t } = useLocale();
  const { id } = bulletin;
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery());
  const [failure, setFailure] = useState<Unsaved>();
  const panel = useRef<HTMLElement>(null);
  const title = useId();
  const run = async (...commands: readonly [BulletinCommand, ...BulletinCommand[]]) => {
    let failed: Unsaved | undefined;
    for (const command of commands) {
      const outcome = await commandBulletin(session, id, command);
      failed = outcome.kind === 'done' ? undefined : outcome;
      if (failed !== undefined) break;
    }
    setFailure(failed);
    if (failed === undefined && commands.at(-1)?.kind === 'freeze') onFrozen();
    // Fetched again after a refusal too, because the bulletin may have changed.
    await client.invalidateQueries({ queryKey: ['bulletins'] });
    void client.invalidateQueries({ queryKey: ['inbox'] });
    // The button that was pressed may be gone, so the panel with the result gets the focus.
    if (failed === undefined) panel.current?.focus();
  };
  return (
    <section className="panel" id={NEXT_STEP} aria-labelledby={title} ref={panel} tabIndex={-1}>
      <h2 id={title}>{t('bulletin.step')}</h2>
      {failure !== undefined && <ActionFailure outcome={failure} />}
      <Step bulletin={bulletin} run={run} />
    </section>
  );
}

function Step({
  bulletin,
  run,
}: {
  readonly bulletin: Bulletin;
  readonly run: (...commands: readonly [BulletinCommand, ...BulletinCommand[]]) => Promise<void>;
}) {
  const { t } = useLocale();
  const { status, version, digest, isOwnVersion } = bulletin;
  const approval = { kind: 'approve', version, digest } as const;
  const freezing = { kind: 'freeze', version } as const;
  switch (status) {
    case 'draft':
      return (
        <div className="actions">
          <button type="button" className="button" onClick={() => void run({ kind: 'submit', version })}>
            {t('bulletin.submit')}
          </button>
        </div>
      );
    case 'submitted':
      if (isOwnVersion !== false) return <p>{t('bulletin.step.waits')}</p>;
      return (
        <Approval
          // A new version or new numbers need another reading, so the confirmation is reset.
          key={`${version}:${digest}`}
          bulletin={bulletin}
          approve={() => void run(approval)}
          approveAndFreeze={() => run(approval, freezing)}
        />
      );
    case 'approved':
      return <Freezing bulletin={bulletin} freeze={() => run(freezing)} />;
    case 'frozen':
      return null;
    default:
      return status satisfies never;
  }
}

function Freezing({
  bulletin: { document },
  freeze,
}: {
  readonly bulletin: Bulletin;
  readonly freeze: () => Promise<void>;
}) {
  const { t } = useLocale();
  const [isAsking, setAsking] = useState(false);
  const note = useId();
  return (
    <>
      <p>{t('bulletin.step.freeze')}</p>
      <div className="actions">
        <button type="button" className="button" aria-describedby={note} onClick={() => setAsking(true)}>
          {t('bulletin.freeze')}
        </button>
      </div>
      <p className="caption" id={note}>
        {t('bulletin.freeze.note')}
      </p>
      {isAsking && (
        <FreezeDialog
          audience={document.audience}
          yes={t('bulletin.freeze')}
          freeze={freeze}
          close={() => setAsking(false)}
        />
      )}
    </>
  );
}
