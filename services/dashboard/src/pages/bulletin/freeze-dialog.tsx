import { useState } from 'react';
import type { BulletinContent } from '../../api/bulletin-schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { AUDIENCE_WORDS } from './words.ts';

/** States the effect of freezing and the audience, because it cannot be undone. */
export function FreezeDialog({
  audience,
  yes,
  freeze,
  close,
}: {
  readonly audience: BulletinContent['audience'];
  readonly yes: string;
  readonly freeze: () => Promise<void>;
  readonly close: () => void;
}) {
  const { t } = useLocale();
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    await freeze();
    close();
  };
  return (
    <ConfirmDialog
      title={t('bulletin.freeze.confirm')}
      yes={yes}
      no={t('act.cancel')}
      isBusy={isBusy}
      onYes={() => void confirm()}
      onNo={close}
    >
      <p>{t('bulletin.freeze.effect')}</p>
      <p>
        {t('releases.audience')}: <strong>{t(AUDIENCE_WORDS[audience])}</strong>
      </p>
    </ConfirmDialog>
  );
}
