import { useEffect, useLayoutEffect, useState } from 'react';
import { useLocale } from '../text/locale.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { guardPage, stopGuarding } from './leave-page.ts';

/** Time for a last save, before the person is asked. */
const PATIENCE_MS = 1_000;

/** While there is unsaved text, asks before the page is left. It saves first, and does not ask if that succeeds. */
export function LeaveGuard({
  unsaved,
  hasFailed,
  save,
}: {
  /** Undefined if all is saved. After the person agreed to lose a text, only a changed one is guarded again. */
  readonly unsaved: unknown;
  /** True if the text cannot be saved at the moment. */
  readonly hasFailed: boolean;
  readonly save?: () => void;
}) {
  const { t } = useLocale();
  const [leaving, setLeaving] = useState<{ readonly leave: () => void; readonly isLate: boolean }>();
  const leave = leaving?.leave;
  // Before the person can react to the change.
  useLayoutEffect(() => {
    if (unsaved === undefined) return;
    return guardPage((next) => {
      setLeaving({ leave: next, isLate: false });
      save?.();
    });
  }, [unsaved, save]);
  useEffect(() => {
    if (leave === undefined) return;
    if (unsaved === undefined) {
      setLeaving(undefined);
      leave();
      return;
    }
    const timer = setTimeout(() => setLeaving({ leave, isLate: true }), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [leave, unsaved]);
  if (leaving === undefined || unsaved === undefined || !(hasFailed || leaving.isLate)) return null;
  return (
    <ConfirmDialog
      title={t('bulletin.leave')}
      yes={t('bulletin.leave.yes')}
      no={t('bulletin.leave.no')}
      isBusy={false}
      onYes={() => {
        stopGuarding();
        setLeaving(undefined);
        leaving.leave();
      }}
      onNo={() => setLeaving(undefined)}
    >
      <p>{t('bulletin.leave.effect')}</p>
    </ConfirmDialog>
  );
}
