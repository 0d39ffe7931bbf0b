import { WARN_DAYS } from '@waylight/service-kit';
import { attention, type Finding, ok, wrong } from '../installation/finding.ts';

/** Checks core dumps, which contain memory (core(5)). A limit of 0 does not apply if the kernel pipes them to a program. */
export function checkCoreDumps(corePattern: string | undefined, limits: string | undefined): Finding {
  const check = 'core dumps';
  const where = '/proc/sys/kernel/core_pattern';
  const pattern = corePattern?.trim();
  if (pattern === undefined || limits === undefined)
    return attention(check, where, 'could not be read', 'set ulimit -c 0 for every service');
  if (pattern === '') return ok(check, where, 'the kernel writes no core dumps');
  const program = pattern.startsWith('|') ? (pattern.slice(1).split(/\s/)[0] ?? '') : undefined;
  if (program !== undefined && !program.endsWith('/systemd-coredump'))
    return attention(
      check,
      where,
      `a crash sends memory to ${program}, even with a limit of 0`,
      'run sysctl -w kernel.core_pattern= and add the setting to /etc/sysctl.d',
    );
  const soft = /^Max core file size\s+(\S+)/m.exec(limits)?.[1];
  return soft === '0'
    ? ok(check, 'limit of this process', 'off')
    : attention(
        check,
        'limit of this process',
        `a crash writes up to ${soft ?? 'an unknown number of'} bytes of memory`,
        'set ulimit -c 0, or LimitCORE=0 under systemd; without this limit a node does not start',
      );
}

const RENEW = 'renew it: waylight node renew, region renew or certs renew (runbook: Expiring certificate)';

export type CertificateFacts = {
  readonly path: string;
  readonly fromMs: number;
  readonly untilMs: number;
};

const DAY_MS = 86_400_000;

export function checkCertificate({ path, fromMs, untilMs }: CertificateFacts, nowMs: number): Finding {
  const check = 'certificate';
  const days = Math.floor((untilMs - nowMs) / DAY_MS);
  if (nowMs < fromMs)
    return wrong(
      check,
      path,
      `is not valid before ${new Date(fromMs).toISOString()}`,
      'set the clock of this machine',
    );
  if (days < 0) return wrong(check, path, 'has expired', RENEW);
  return days <= WARN_DAYS
    ? attention(check, path, `expires in ${days} days`, RENEW)
    : ok(check, path, `is valid for ${days} days`);
}

/** Checks the clock. `latestMs`: the newest modification time of the checked files. */
export function checkClock(isSynchronised: boolean | undefined, latestMs: number, nowMs: number): Finding {
  const check = 'clock';
  if (latestMs > nowMs + DAY_MS)
    return wrong(
      check,
      new Date(nowMs).toISOString(),
      `is earlier than the newest file (${new Date(latestMs).toISOString()})`,
      'set the clock: days of receipt, and the check for future dates, depend on it',
    );
  if (isSynchronised === true) return ok(check, new Date(nowMs).toISOString(), 'is synchronised');
  return attention(
    check,
    new Date(nowMs).toISOString(),
    isSynchronised === undefined ? 'synchronisation is unknown' : 'is not synchronised',
    'run systemd-timesyncd, chrony or ntpd',
  );
}
