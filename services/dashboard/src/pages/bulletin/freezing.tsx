import { useId, useState } from 'react';
import type { Bulletin } from '../../api/bulletin-schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { AUDIENCE_WORDS } from './words.ts';

/** The last step of what is approved: it cannot be undone, so that what comes of it, and who will read it, is said once more before. */
export function Freezing({
  bulletin: { document },
  freeze,
}: {
  readonly bulletin: Pick<Bulletin, 'document'>;
  readonly freeze: () => Promise<void>;
}) {
  const { t } = useLocale();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const note = useId();
  const confirm = async () => {
    setBusy(true);
    await freeze();
    setBusy(false);
    setAsking(false);
  };
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
        <ConfirmDialog
          title={t('bulletin.freeze.confirm')}
          yes={t('bulletin.freeze')}
          no={t('act.cancel')}
          isBusy={isBusy}
          onYes={() => void confirm()}
          onNo={() => setAsking(false)}
        >
          <p>{t('bulletin.freeze.effect')}</p>
          <p>
            {t('releases.audience')}: <strong>{t(AUDIENCE_WORDS[document.audience])}</strong>
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
