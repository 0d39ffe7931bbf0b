import { WARN_DAYS } from '@waylight/service-kit';
import { attention, type Finding, ok, wrong } from './finding.ts';

/** Where the kernel sends what was in memory when a process crashes: core(5). A limit of 0 does not hold for a program. */
export function checkCoreDumps(corePattern: string | undefined, limits: string | undefined): Finding {
  const check = 'core dumps';
  const where = '/proc/sys/kernel/core_pattern';
  const pattern = corePattern?.trim();
  if (pattern === undefined || limits === undefined)
    return attention(check, where, 'cannot be told', 'ulimit -c 0 for every service');
  if (pattern === '') return ok(check, where, 'the kernel writes none');
  const program = pattern.startsWith('|') ? (pattern.slice(1).split(/\s/)[0] ?? '') : undefined;
  if (program !== undefined && !program.endsWith('/systemd-coredump'))
    return attention(
      check,
      where,
      `a crash hands memory to ${program}, whatever the limit says`,
      'sysctl -w kernel.core_pattern= and keep it in /etc/sysctl.d',
    );
  const soft = /^Max core file size\s+(\S+)/m.exec(limits)?.[1];
  return soft === '0'
    ? ok(check, 'limit of this process', 'off')
    : attention(
        check,
        'limit of this process',
        `up to ${soft ?? 'an unknown number of'} bytes of memory are written where a process crashes`,
        'ulimit -c 0, or LimitCORE=0 under systemd; a node does not start otherwise',
      );
}

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
      `holds from ${new Date(fromMs).toISOString()} on, which is still to come`,
      'set the clock of this machine',
    );
  if (days < 0) return wrong(check, path, 'has ended', 'renew it: certs renew');
  return days <= WARN_DAYS
    ? attention(check, path, `ends in ${days} days`, 'renew it: certs renew')
    : ok(check, path, `holds for ${days} days more`);
}

/** `latestMs`: the newest change of any file that was looked at. */
export function checkClock(isSynchronised: boolean | undefined, latestMs: number, nowMs: number): Finding {
  const check = 'clock';
  if (latestMs > nowMs + DAY_MS)
    return wrong(
      check,
      new Date(nowMs).toISOString(),
      `is behind what was written here (${new Date(latestMs).toISOString()})`,
      'set the clock: days of receipt, and which dates lie in the future, come from it',
    );
  if (isSynchronised === true) return ok(check, new Date(nowMs).toISOString(), 'is kept by the network');
  return attention(
    check,
    new Date(nowMs).toISOString(),
    isSynchronised === undefined ? 'cannot be told who keeps it' : 'nobody keeps it',
    'run systemd-timesyncd, chrony or ntpd',
  );
}
