import { useId, useState } from 'react';
import type { Bulletin } from '../../api/bulletin-schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { numbersInTexts } from './draft-texts.ts';
import styles from './editor.module.css';
import { FreezeDialog } from './freeze-dialog.tsx';

/** The second person confirms having read the text, then approves it, and optionally freezes it in the same step. */
export function Approval({
  bulletin,
  approve,
  approveAndFreeze,
}: {
  readonly bulletin: Bulletin;
  readonly approve: () => void;
  readonly approveAndFreeze: () => Promise<void>;
}) {
  const { t, number } = useLocale();
  const { findings = [], document } = bulletin;
  const [hasRead, setRead] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const why = useId();
  const numbers = numbersInTexts(bulletin);
  const describedBy = hasRead ? undefined : why;
  return (
    <div className={styles.approval}>
      <label className="check">
        <input type="checkbox" checked={hasRead} onChange={({ target }) => setRead(target.checked)} />
        <span>
          {findings.length + numbers.length === 0
            ? t('bulletin.findings.read')
            : t('bulletin.findings.looked', {
                typed: findings.length,
                n: number(findings.length),
                released: numbers.length,
                numbers: number(numbers.length),
              })}
        </span>
      </label>
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={!hasRead}
          aria-describedby={describedBy}
          onClick={() => setAsking(true)}
        >
          {t('bulletin.approveAndFreeze')}
        </button>
        <button
          type="button"
          className={`button ${styles.quiet}`}
          disabled={!hasRead}
          aria-describedby={describedBy}
          onClick={approve}
        >
          {t('bulletin.approve')}
        </button>
        {!hasRead && (
          <span className="caption" id={why}>
            {t('bulletin.approval.tick')}
          </span>
        )}
      </div>
      <p className="caption">{t('bulletin.approve.note')}</p>
      {isAsking && (
        <FreezeDialog
          audience={document.audience}
          yes={t('bulletin.approveAndFreeze')}
          freeze={approveAndFreeze}
          close={() => setAsking(false)}
        />
      )}
    </div>
  );
}
