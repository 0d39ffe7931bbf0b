import { checkFileOf } from '@waylight/backup';
import { ensureFolder, writeOwnedFile } from './owned-files.ts';
import type { ServiceFiles } from './service-files.ts';

/** Notes for doctor and metrics that a backup was restored into a temporary folder, and was complete. */
export function recordCheck(
  { backups, subject }: Pick<ServiceFiles, 'backups' | 'subject'>,
  nowMs: number,
): void {
  ensureFolder(backups);
  writeOwnedFile(checkFileOf(backups, subject), new Date(nowMs).toISOString());
}
