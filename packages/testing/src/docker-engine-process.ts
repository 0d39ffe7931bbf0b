/**
 * Runs Docker's engine in its own namespaces, for one test run. Argument: the folder for all its data.
 *
 * dockerd starts processes in other sessions and mounts file systems, which survive the kill of a process group. So dockerd is the
 * first process of a PID and mount namespace. When it dies, the kernel ends all processes and mounts of the namespace. Bridges and
 * control groups are left over, and are removed here.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';

const CGROUPS = '/sys/fs/cgroup';

const home = process.argv[2] ?? '';
if (home === '') throw new Error('usage: docker-engine-process FOLDER');
const host = `unix://${join(home, 'docker.sock')}`;
const cgroupParent = `waylight-${process.pid}`;

function startEngine(): ChildProcess {
  for (const name of ['data', 'exec']) mkdirSync(join(home, name), { recursive: true });
  const dockerd = [
    'dockerd',
    ...['--host', host, '--data-root', join(home, 'data'), '--exec-root', join(home, 'exec')],
    ...['--pidfile', join(home, 'docker.pid'), '--cgroup-parent', `/${cgroupParent}`, '--log-level', 'warn'],
    // The machine's firewall and routing do not change, because a process forwards the ports.
    ...['--bridge', 'none', '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'],
    ...hostGateway(),
  ];
  const namespaces = ['unshare', '--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child'];
  return spawn('setpriv', ['--pdeathsig', 'KILL', ...namespaces, '--mount-proc', '--', ...dockerd], {
    stdio: ['ignore', 'inherit', 'inherit'],
    // The engine is outside of the process group that the guard signals. This process ends the engine, after reading its networks.
    detached: true,
  });
}

/**
 * The address of `host-gateway` in containers, at which they reach ports published on all addresses. Docker's default is the
 * default bridge, which this engine lacks.
 */
function hostGateway(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const own = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return own === undefined ? [] : ['--host-gateway-ip', own.address];
}

/** Returns the kernel's names of the bridges of the engine's networks. */
function bridges(): string[] {
  const asked = spawnSync(
    'docker',
    ['--host', host, 'network', 'ls', '--quiet', '--filter', 'driver=bridge'],
    {
      encoding: 'utf8',
      timeout: 1_500,
    },
  );
  if (asked.status !== 0) return [];
  return asked.stdout
    .split('\n')
    .filter(Boolean)
    .map((id) => `br-${id}`);
}

function removeGroups(group: string): void {
  if (!existsSync(group)) return;
  for (const entry of readdirSync(group, { withFileTypes: true }))
    if (entry.isDirectory()) removeGroups(join(group, entry.name));
  try {
    rmdirSync(group);
  } catch {
    // The last process of the group is still ending. An empty group is harmless.
  }
}

const engine = startEngine();

let ending = false;
function end(): void {
  if (ending) return;
  ending = true;
  const left = bridges();
  engine.once('exit', () => {
    for (const bridge of left) spawnSync('ip', ['link', 'delete', bridge], { timeout: 5_000 });
    // The machine has one hierarchy for all controllers, or one for each.
    for (const hierarchy of ['', ...readdirSync(CGROUPS)])
      removeGroups(join(CGROUPS, hierarchy, cgroupParent));
    rmSync(home, { recursive: true, force: true });
    process.exit(0);
  });
  engine.kill('SIGKILL');
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
engine.on('error', () => process.exit(127));
engine.on('exit', (code) => {
  if (!ending) process.exit(code ?? 1);
});
