import { attention, type Finding, ok, wrong } from '../installation/finding.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A running service writes a backup every hour, and a timer stores it as often. */
const LATE_MS = 2 * HOUR_MS;
const MISSING_MS = 26 * HOUR_MS;
const CHECK_MS = 35 * DAY_MS;
/** `waylight backup` keeps 30 days. */
const KEPT_MS = 31 * DAY_MS;

/** Checks the age of the newest backup on this machine; undefined if there is none. */
export function checkNewestBackup(folder: string, createdMs: number | undefined, nowMs: number): Finding {
  const check = 'backups';
  const todo =
    'start the service, which writes one every hour; if it runs, see its log (runbook: Old backup)';
  if (createdMs === undefined) return attention(check, folder, 'has no backup', todo);
  const what = `the newest backup is ${formatAge(nowMs - createdMs)} old`;
  return findingOfAge(nowMs - createdMs, { check, where: folder, what, todo });
}

/** Checks the time of the last successful `waylight restore --check`. */
export function checkRestoreTest(folder: string, checkedMs: number | undefined, nowMs: number): Finding {
  const check = 'backups';
  const todo = 'run waylight restore --check monthly by a timer (runbook: Unchecked backup)';
  if (checkedMs === undefined) return attention(check, folder, 'no backup was checked yet', todo);
  const what = `a backup was last checked ${formatAge(nowMs - checkedMs)} ago`;
  return nowMs - checkedMs > CHECK_MS ? attention(check, folder, what, todo) : ok(check, folder, what);
}

export const noRepositoryFinding = (): Finding =>
  attention(
    'backups',
    'repository',
    'none is named: if backups are only on this machine, a lost disk loses them too',
    'set WAYLIGHT_BACKUP_REPOSITORY or --repository, and run waylight backup by a timer',
  );

export const unreadableRepositoryFinding = (address: string, why: string): Finding =>
  attention(
    'backups',
    address,
    `could not be read (${why})`,
    'run doctor as the user that runs waylight backup',
  );

/** Checks snapshots of a service in a repository, the oldest first. */
export function checkSnapshots(
  address: string,
  tag: string,
  times: readonly number[],
  nowMs: number,
): Finding[] {
  const check = 'backups';
  const [oldest, newest] = [times[0], times.at(-1)];
  if (oldest === undefined || newest === undefined)
    return [wrong(check, address, `has no backup of ${tag}`, 'run waylight backup (runbook: Old backup)')];
  const what = `the newest backup of ${tag} is ${formatAge(nowMs - newest)} old`;
  const todo = 'see the log of the timer that runs waylight backup (runbook: Old backup)';
  const ofNewest = findingOfAge(nowMs - newest, { check, where: address, what, todo });
  if (nowMs - oldest <= KEPT_MS) return [ofNewest];
  const old = `the oldest backup of ${tag} is ${formatAge(nowMs - oldest)} old: it contains what was retracted later`;
  return [
    ofNewest,
    attention(check, address, old, 'run waylight backup, which removes backups after 30 days'),
  ];
}

function findingOfAge(
  ageMs: number,
  { check, where, what, todo }: Pick<Finding, 'check' | 'where' | 'what' | 'todo'>,
): Finding {
  if (ageMs > MISSING_MS) return wrong(check, where, what, todo);
  return ageMs > LATE_MS ? attention(check, where, what, todo) : ok(check, where, what);
}

function formatAge(ms: number): string {
  if (ms < 2 * HOUR_MS) return `${Math.max(0, Math.round(ms / 60_000))} minutes`;
  return ms < 3 * DAY_MS ? `${Math.round(ms / HOUR_MS)} hours` : `${Math.round(ms / DAY_MS)} days`;
}
