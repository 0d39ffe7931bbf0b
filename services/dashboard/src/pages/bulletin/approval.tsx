import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Bulletin } from '../../data/bulletin-schemas.ts';
import { commandBulletin } from '../../data/bulletins.ts';
import { sessionQuery } from '../../data/questions.ts';
import { useLocale } from '../../language/locale.tsx';
import { numbersInTexts } from './draft-texts.ts';
import { Failure, type Unsaved } from './failure.tsx';

/** Below the text, because it is read first: the second person says that it was, and approves it as it was shown. */
export function Approval({ bulletin }: { readonly bulletin: Bulletin }) {
  const { t, number } = useLocale();
  const { id, version, digest, findings = [] } = bulletin;
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery());
  const [hasLooked, setLooked] = useState(false);
  const [failure, setFailure] = useState<Unsaved>();
  const [title, why] = [useId(), useId()];
  const approve = async () => {
    const outcome = await commandBulletin(session, id, { kind: 'approve', version, digest });
    setFailure(outcome.kind === 'done' ? undefined : outcome);
    // Refused because it has changed: what it is now is to be read.
    await client.invalidateQueries({ queryKey: ['bulletins'] });
  };
  const numbers = numbersInTexts(bulletin);
  return (
    <section className="panel no-print" aria-labelledby={title}>
      <h2 id={title}>{t('bulletin.approval')}</h2>
      {failure !== undefined && <Failure outcome={failure} />}
      <form
        className="approval"
        onSubmit={(event) => {
          event.preventDefault();
          void approve();
        }}
      >
        <label className="check">
          <input
            type="checkbox"
            required
            checked={hasLooked}
            onChange={({ target }) => setLooked(target.checked)}
          />
          <span>
            {findings.length + numbers.length === 0
              ? t('bulletin.findings.read')
              : t('bulletin.findings.looked', {
                  n: number(findings.length),
                  numbers: number(numbers.length),
                })}
          </span>
        </label>
        <div className="actions">
          <button
            type="submit"
            className="button"
            disabled={!hasLooked}
            aria-describedby={hasLooked ? undefined : why}
          >
            {t('bulletin.approve')}
          </button>
          {!hasLooked && (
            <span className="caption" id={why}>
              {t('bulletin.approval.tick')}
            </span>
          )}
        </div>
      </form>
    </section>
  );
}
