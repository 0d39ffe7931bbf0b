import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import { probeReady } from '../installation/probe-ready.ts';

const UNIT = 'waylight-intake.service';
const READY_MS = 60_000;
const POLL_MS = 500;

/** The installed unit of a node. */
export type NodeUnit = { readonly isEnabled: boolean; readonly variableFiles: readonly string[] };

/** Undefined if the unit is not installed, or systemd does not run this machine. */
export function findNodeUnit(): NodeUnit | undefined {
  const names = ['LoadState', 'UnitFileState', 'EnvironmentFiles'];
  const { status, stdout } = spawnSync('systemctl', ['show', UNIT, `--property=${names.join(',')}`], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  return status === 0 ? parseUnit(stdout) : undefined;
}

/** Reads the answer of `systemctl show`. */
export function parseUnit(shown: string): NodeUnit | undefined {
  const values = (name: string) =>
    shown.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
  if (values('LoadState')[0] !== 'loaded') return undefined;
  return {
    isEnabled: values('UnitFileState')[0] === 'enabled',
    variableFiles: values('EnvironmentFiles').map((value) => value.replace(/ \(ignore_errors=\w+\)$/, '')),
  };
}

/** Selects what runs a node. An enabled unit comes before Docker, so that two nodes never use one ledger. */
export function chooseRunner(
  variables: string,
  { unit, hasCompose }: { readonly unit: NodeUnit | undefined; readonly hasCompose: boolean },
): 'compose' | 'systemd' {
  if (unit?.isEnabled !== true && hasCompose) return 'compose';
  if (unit === undefined)
    throw usageFailure(
      `neither Docker with Compose nor ${UNIT} is installed`,
      'Install Docker with Compose 2.20 or newer, or the unit. In the folder of the package:',
      '  sudo install -d /opt/waylight && sudo cp -r waylight lib /opt/waylight',
      '  sudo systemd-sysusers $PWD/systemd/waylight.sysusers.conf',
      '  sudo cp systemd/*.service systemd/*.timer /etc/systemd/system',
    );
  if (!unit.variableFiles.includes(variables))
    throw usageFailure(
      `${UNIT} runs another node: it does not read ${variables}`,
      'Name its folder with --dir, or change the folder of the unit: systemctl edit --full waylight-intake.',
    );
  return 'systemd';
}

export const systemdCommands = [
  ['daemon-reload'],
  ['enable', UNIT],
  // Starts it too, and a running node gets new settings and a new version.
  ['restart', UNIT],
] as const;

/** Starts or updates the node by systemd, and waits until it is ready. */
export async function startBySystemd(healthPort: number, signal: AbortSignal): Promise<void> {
  for (const args of systemdCommands)
    if (spawnSync('systemctl', args, { stdio: ['ignore', 2, 'inherit'] }).status !== 0)
      throw new CommandFailure(EXIT.tryAgain, `systemctl ${args.join(' ')} failed`, [
        `Run this command as root, or see what is wrong: journalctl --unit ${UNIT} --lines 50`,
      ]);
  for (let waited = 0; waited < READY_MS; waited += POLL_MS) {
    if ((await probeReady('intake', healthPort)).level === 'ok') return;
    await wait(POLL_MS, undefined, { signal });
  }
}
