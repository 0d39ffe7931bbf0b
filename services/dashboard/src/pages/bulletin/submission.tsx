import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { Bulletin } from '../../data/bulletin-schemas.ts';
import { commandBulletin } from '../../data/bulletins.ts';
import { sessionQuery } from '../../data/questions.ts';
import { useLocale } from '../../language/locale.tsx';
import { Failure, type Unsaved } from './failure.tsx';
import { STATUS_WORDS } from './words.ts';

/** Below the text, because its author reads it first: the way to a second person, who approves it; then that it waits. */
export function Submission({ bulletin: { id, version, status } }: { readonly bulletin: Bulletin }) {
  const { t, number } = useLocale();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery());
  const [failure, setFailure] = useState<Unsaved>();
  const panel = useRef<HTMLElement>(null);
  const title = useId();
  const submit = async () => {
    const outcome = await commandBulletin(session, id, { kind: 'submit', version });
    setFailure(outcome.kind === 'done' ? undefined : outcome);
    // Refused because it has changed: what it is now is to be read.
    await client.invalidateQueries({ queryKey: ['bulletins'] });
    // The button that was pressed is gone.
    if (outcome.kind === 'done') panel.current?.focus();
  };
  return (
    <section className="panel no-print" aria-labelledby={title} ref={panel} tabIndex={-1}>
      <h2 id={title}>{t('bulletin.approval')}</h2>
      {failure !== undefined && <Failure outcome={failure} />}
      {status === 'draft' ? (
        <div className="actions">
          <button type="button" className="button" onClick={() => void submit()}>
            {t('bulletin.submit')}
          </button>
        </div>
      ) : (
        <p>{t('bulletin.mark', { status: t(STATUS_WORDS[status]), version: number(version) })}</p>
      )}
    </section>
  );
}
