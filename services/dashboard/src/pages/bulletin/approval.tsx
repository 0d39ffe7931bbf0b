import { useId, useState } from 'react';
import type { Bulletin } from '../../api/bulletin-schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { numbersInTexts } from './draft-texts.ts';

/** The second person says that it was read, and approves it as it was shown. */
export function Approval({
  bulletin,
  approve,
}: {
  readonly bulletin: Bulletin;
  readonly approve: () => void;
}) {
  const { t, number } = useLocale();
  const { findings = [] } = bulletin;
  const [hasLooked, setLooked] = useState(false);
  const why = useId();
  const numbers = numbersInTexts(bulletin);
  return (
    <form
      className="approval"
      onSubmit={(event) => {
        event.preventDefault();
        approve();
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
  );
}
