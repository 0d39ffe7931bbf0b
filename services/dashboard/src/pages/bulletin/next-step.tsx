import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { Bulletin } from '../../api/bulletin-schemas.ts';
import { type BulletinCommand, commandBulletin } from '../../api/bulletins.ts';
import { sessionQuery } from '../../api/questions.ts';
import { useLocale } from '../../text/locale.tsx';
import { Approval } from './approval.tsx';
import { Failure, type Unsaved } from './failure.tsx';
import { Freezing } from './freezing.tsx';

export const NEXT_STEP = 'bulletin-next-step';

/** Below the text, because that is read first: one place for what comes next, and for what came of the step before, until it is frozen. */
export function NextStep({
  bulletin,
  onFrozen,
}: {
  readonly bulletin: Bulletin;
  /** When whoever reads has frozen it. */
  readonly onFrozen: () => void;
}) {
  const { t } = useLocale();
  const { id, version, digest } = bulletin;
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery());
  const [failure, setFailure] = useState<Unsaved>();
  const panel = useRef<HTMLElement>(null);
  const title = useId();
  const command = async (wanted: BulletinCommand) => {
    const outcome = await commandBulletin(session, id, wanted);
    const isDone = outcome.kind === 'done';
    setFailure(isDone ? undefined : outcome);
    if (isDone && wanted.kind === 'freeze') onFrozen();
    // Refused because it has changed: what it is now is to be read.
    await client.invalidateQueries({ queryKey: ['bulletins'] });
    // The button that was pressed is gone: what came of it stands here.
    if (isDone) panel.current?.focus();
  };
  return (
    <section className="panel no-print" id={NEXT_STEP} aria-labelledby={title} ref={panel} tabIndex={-1}>
      <h2 id={title}>{t('bulletin.step')}</h2>
      {failure !== undefined && <Failure outcome={failure} />}
      <Step
        bulletin={bulletin}
        submit={() => void command({ kind: 'submit', version })}
        approve={() => void command({ kind: 'approve', version, digest })}
        freeze={() => command({ kind: 'freeze', version })}
      />
    </section>
  );
}

function Step({
  bulletin,
  submit,
  approve,
  freeze,
}: {
  readonly bulletin: Bulletin;
  readonly submit: () => void;
  readonly approve: () => void;
  readonly freeze: () => Promise<void>;
}) {
  const { t } = useLocale();
  const { status, version, digest, isOwnVersion } = bulletin;
  switch (status) {
    case 'draft':
      return (
        <div className="actions">
          <button type="button" className="button" onClick={submit}>
            {t('bulletin.submit')}
          </button>
        </div>
      );
    case 'submitted':
      if (isOwnVersion !== false) return <p>{t('bulletin.step.waits')}</p>;
      // Read anew where it reads otherwise: who has looked, has looked at what was there then.
      return <Approval key={`${version}:${digest}`} bulletin={bulletin} approve={approve} />;
    case 'approved':
      return <Freezing bulletin={bulletin} freeze={freeze} />;
    case 'frozen':
      return null;
    default:
      return status satisfies never;
  }
}
