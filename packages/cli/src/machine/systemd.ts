import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { nodeLayout, RUNNERS, type Runner } from '@waylight/deployment';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure, refusedFailure, usageFailure } from '../failure.ts';
import { probeReady } from '../installation/probe-ready.ts';
import { type MachineKind, readSettings } from './machine-kind.ts';

const UNIT = 'waylight-intake.service';
const READY_MS = 60_000;
const POLL_MS = 500;

/** The installed unit of a node. */
export type NodeUnit = { readonly isEnabled: boolean; readonly variableFiles: readonly string[] };

/** Undefined if the unit is not installed, or systemd does not run this machine. */
function findNodeUnit(): NodeUnit | undefined {
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

/**
 * What runs the node of a folder, as `waylight node init` wrote it down. In a folder of 0.4.0 nothing is written:
 * systemd, if its unit is enabled. Two nodes must never use one ledger.
 * @throws CommandFailure if that cannot start it.
 */
export function runnerOf(dir: string, written: string | undefined, unit: NodeUnit | undefined): Runner {
  const { settings, variables } = nodeLayout(dir);
  const isOfThisNode = unit?.variableFiles.includes(variables) === true;
  const isRunning = isOfThisNode && unit?.isEnabled === true;
  const runner = written ?? (isRunning ? 'systemd' : 'compose');
  if (!isRunner(runner))
    throw usageFailure(`WAYLIGHT_RUNNER in ${settings} got "${runner}"; expected ${RUNNERS.join(' or ')}`);
  if (runner === 'compose' && isRunning)
    throw refusedFailure(
      `systemd runs this node, but ${settings} says WAYLIGHT_RUNNER=compose`,
      `Write WAYLIGHT_RUNNER=systemd there, or stop the unit first: sudo systemctl disable --now ${UNIT}`,
    );
  if (runner === 'systemd' && unit === undefined)
    throw usageFailure(
      `${UNIT} is not installed`,
      'In the folder of the package:',
      '  sudo install -d /opt/waylight && sudo cp -r waylight lib /opt/waylight',
      '  sudo systemd-sysusers $PWD/systemd/waylight.sysusers.conf',
      '  sudo cp systemd/*.service systemd/*.timer /etc/systemd/system',
    );
  if (runner === 'systemd' && !isOfThisNode)
    throw usageFailure(
      `${UNIT} runs another node: it does not read ${variables}`,
      'Name its folder with --dir, or change the folder of the unit: systemctl edit --full waylight-intake.',
    );
  return runner;
}

/** What runs the node or region of a folder. @throws CommandFailure if that cannot start it. */
export const readRunner = async (dir: string, kind: MachineKind): Promise<Runner> =>
  kind === 'region' ? 'compose' : runnerOf(dir, (await readSettings(dir)).WAYLIGHT_RUNNER, findNodeUnit());

const isRunner = (text: string): text is Runner => (RUNNERS as readonly string[]).includes(text);

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
