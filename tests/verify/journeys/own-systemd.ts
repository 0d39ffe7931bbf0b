/**
 * A systemd of the test's own: process 1 of new namespaces on this machine. Folders in which it writes are new. It shares the
 * network, so that tests reach its services. It applies units as they are; only limits of memory and tasks need more, which are
 * controllers of control groups of version 2.
 */
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTestingConfig, startGuardedProcess, systemdForTests, waitFor } from '@waylight/testing';
import { type CommandResult, runProgram } from './machines.ts';

export type OwnSystemd = {
  /** Runs a program as root on that machine. @throws if its exit code is not 0. */
  run(program: string, ...args: readonly string[]): Promise<string>;
  tryRun(program: string, ...args: readonly string[]): Promise<CommandResult>;
  stop(): Promise<void>;
};

/** Targets that units name. Those of the distribution would start services of this machine. */
const TARGETS = ['sysinit', 'basic', 'network-online', 'multi-user', 'timers', 'time-sync', 'time-set'];
const IN_MEMORY = ['/run', '/tmp', '/var/tmp', '/var/cache', '/var/log', '/mnt'];
const PROGRAMS = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The reason why this machine cannot start one. Under CI, throws instead. */
export function ownSystemdUnavailable(): string | undefined {
  const missing = systemdForTests()?.unavailable ?? findMissing();
  if (missing !== undefined && readTestingConfig().ci)
    throw new Error(`no systemd can be started, and under CI no test may be skipped: it needs ${missing}`);
  return missing;
}

function findMissing(): string | undefined {
  if (process.getuid?.() !== 0) return 'root';
  return findControlGroups() === undefined ? 'control groups of version 2' : undefined;
}

const findControlGroups = (): string | undefined =>
  /^\S+ (\S+) cgroup2 /m.exec(readFileSync('/proc/mounts', 'utf8'))?.[1];

/** `mounts`: folders of the test by their path on the new machine. */
export async function startOwnSystemd(
  folder: string,
  mounts: Readonly<Record<string, string>>,
): Promise<OwnSystemd> {
  const group = join(findControlGroups() ?? '', `waylight-test-${process.pid}`);
  const script = join(folder, 'start-systemd');
  // Systemd refuses to keep a key in memory.
  const state = join(folder, 'state');
  mkdirSync(state);
  writeFileSync(script, startScript({ ...mounts, '/var/lib': state }));
  mkdirSync(group);
  const log = join(folder, 'systemd.log');
  const namespaces = ['--pid', '--mount', '--mount-proc', '--uts', '--ipc', '--cgroup'];
  const guard = startGuardedProcess(
    'sh',
    [
      '-c',
      `echo $$ >${group}/cgroup.procs && exec unshare --fork --kill-child ${namespaces.join(' ')} sh ${script}`,
    ],
    log,
  );
  const findFirst = (): string | undefined => {
    const pid = guard.commandPid();
    if (guard.hasExited()) throw new Error(`systemd ended: ${readFileSync(log, 'utf8')}`);
    return pid === undefined ? undefined : /^\d+/.exec(readChildren(pid))?.[0];
  };
  const tryRun = (program: string, ...args: readonly string[]) => {
    const environment = ['-i', `PATH=${PROGRAMS}`, 'HOME=/mnt'];
    const enter = ['--target', findFirst() ?? '', '--all', '--wd=/', 'env', ...environment];
    return runProgram('nsenter', [...enter, program, ...args], { env: {} });
  };
  await waitFor(
    'systemd to start',
    async () =>
      findFirst() !== undefined &&
      /^(running|degraded)/.test((await tryRun('systemctl', 'is-system-running')).out),
    { deadlineMs: 30_000, everyMs: 100 },
  );
  return {
    tryRun,
    run: async (program, ...args) => {
      const { code, out, err } = await tryRun(program, ...args);
      if (code === 0) return out;
      const log = await tryRun('cat', '/var/log/services');
      throw new Error(
        `${program} ${args.join(' ')} ended with ${code}:\n${out}${err}\nLog: ${log.out.slice(-5_000)}`,
      );
    },
    stop: async () => {
      const first = findFirst();
      if (first !== undefined) process.kill(Number(first), 'SIGKILL');
      await guard.stop();
      for (const one of groupsBelow(group).reverse()) rmdirSync(one);
    },
  };
}

const readChildren = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  } catch {
    return '';
  }
};

const groupsBelow = (group: string): string[] => [
  group,
  ...readdirSync(group, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .flatMap(({ name }) => groupsBelow(join(group, name))),
];

const startScript = (mounts: Readonly<Record<string, string>>): string => `set -eu
mount --make-rprivate /
${Object.entries(mounts)
  .map(([path, folder]) => `mkdir -p ${path}; mount --bind ${folder} ${path}`)
  .join('\n')}
# This machine's kernel settings and devices are not the test's.
for path in /proc/sys /sys; do mount --bind $path $path; mount -o remount,bind,ro $path; done
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount -t tmpfs tmpfs /usr/lib/systemd/system-generators
for path in ${IN_MEMORY.join(' ')}; do mount -t tmpfs -o mode=755 tmpfs $path; done
chmod 1777 /tmp /var/tmp
cp -a /etc /run/etc && mount --bind /run/etc /etc
rm -rf /etc/systemd/system && mkdir -p /etc/systemd/system/waylight-.service.d
# Without journald.
printf '[Service]\\nStandardOutput=append:/var/log/services\\nStandardError=inherit\\n' >/etc/systemd/system/waylight-.service.d/log.conf
for name in ${TARGETS.join(' ')}; do printf '[Unit]\\nDefaultDependencies=no\\n' >/etc/systemd/system/$name.target; done
docker=$(command -v docker || true)
[ -z "$docker" ] || mount --bind /dev/null "$docker"
# Systemd passes credentials to its services through shared mounts.
mount --make-rshared /
exec env -i PATH=${PROGRAMS} container=waylight-test SYSTEMD_UNIT_PATH=/etc/systemd/system SYSTEMD_LOG_TARGET=console \\
  /lib/systemd/systemd --system --unit=multi-user.target
`;
