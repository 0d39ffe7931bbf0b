import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readRegistryFile } from '@waylight/access';
import { type RepositoryFlags, withRepositoryFlags } from '../backup/repository.ts';
import { findConfiguredServices } from '../backup/service-files.ts';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { readServiceVariables } from '../config.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { examineMachine } from '../doctor/examine.ts';
import { examineBackups } from '../doctor/examine-backups.ts';
import { probeAccess } from '../doctor/probe-access.ts';
import { probeMachine } from '../doctor/probe-machine.ts';
import { probeServices } from '../doctor/probe-services.ts';
import { readMachine } from '../doctor/read-machine.ts';
import type { ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import { type Finding, ok, worstOf, wrong } from '../installation/finding.ts';
import {
  findConfiguredInstallation,
  type Installation,
  trialInstallation,
  type Variables,
} from '../installation/installation.ts';
import { printFindings } from '../installation/print-findings.ts';
import { readEnvFile } from '../installation/read-env-file.ts';
import { type DirFlags, folderOf, withDir } from '../machine/dir-flag.ts';
import { readVersion } from '../machine/shipped-files.ts';
import { type Format, formatOption } from '../options.ts';

type DoctorFlags = RepositoryFlags &
  DirFlags & {
    readonly envFile?: string;
    readonly services?: true;
    readonly data?: string;
    readonly format: Format;
  };

export const define: DefineCommand = (command, context) => {
  withDir(withRepositoryFlags(command), 'node or region')
    .description(
      'Checks this machine: encryption of disks and swap, access to data and keys, separation of keys from their data, ' +
        "certificates, registry, clock, core dumps, age of backups, topics and rights of the services' credentials on log and store, " +
        'running services, their versions, and heartbeats of nodes. ' +
        'It opens no database. Run it as the user of the service, with its variables; without variables it checks a trial. ' +
        'With --services it only calls the services of the node or region in --dir like their callers: are they ready, do they ' +
        'answer at their public address, and with the right certificate.',
    )
    .option('--env-file <file>', 'the variables of the services, as for systemd: a NAME=value on each line')
    .option('--services', 'only call the services of the node or region in --dir, like their callers')
    .option('--data <dir>', 'folder of a trial (default: .waylight/region)')
    .addOption(formatOption())
    .addHelpText(
      'after',
      '\nExit codes: 0 ok, 7 attention, 3 wrong.\n\nExamples:\n  waylight doctor --env-file /srv/waylight/intake.env --repository /mnt/usb/waylight' +
        '\n  waylight doctor --services --dir /srv/waylight',
    )
    .action(context.action((flags: DoctorFlags) => runDoctor(context, flags)));
};

async function runDoctor(context: CommandContext, flags: DoctorFlags): Promise<ExitCode> {
  if (flags.services === true)
    return printFindings(context, flags.format, await probeMachine(folderOf(flags, context)));
  const fromFile = flags.envFile === undefined ? {} : await readEnvFile(resolve(context.cwd, flags.envFile));
  const variables = { ...readServiceVariables(), ...fromFile };
  const installation = findInstallation(context, flags, variables);
  const findServices = () => findConfiguredServices(variables, (path) => resolve(context.cwd, path));
  const findings = [
    ...examineMachine(installation, readMachine(Date.now())),
    ...(await examineBackups(context, flags, findServices, Date.now())),
    ...(await checkRegistry(installation)),
    ...(installation.isTrial ? [] : await probeAccess(variables)),
    ...(installation.isTrial ? [] : await probeRunning(context, flags, variables)),
  ];
  const exitCode = await printFindings(context, flags.format, findings);
  if (worstOf(findings) !== 'ok')
    context.printMessage(
      'Runbooks are in docs/operations/monitoring.md; "Wrong findings of doctor" explains each check.',
    );
  return exitCode;
}

/** Compose's settings, next to the file of variables, have the ports on this machine. */
async function probeRunning(
  { cwd }: CommandContext,
  { envFile }: Pick<DoctorFlags, 'envFile'>,
  variables: Variables,
): Promise<Finding[]> {
  const file = envFile === undefined ? undefined : join(dirname(resolve(cwd, envFile)), '.env');
  const settings = file !== undefined && existsSync(file) ? await readEnvFile(file) : {};
  return probeServices(variables, settings, await readVersion(), Date.now());
}

/** The installation that the variables configure; without variables, the trial. */
function findInstallation(
  { cwd, env }: CommandContext,
  flags: DoctorFlags,
  variables: Variables,
): Installation {
  const found = findConfiguredInstallation(variables, (path) => resolve(cwd, path));
  if (found !== undefined) return found;
  const folder = dataDirOf({ data: flags.data ?? env.data }, cwd);
  if (!existsSync(folder))
    throw usageFailure(
      `nothing to check: no variable of a service is set, and ${folder} does not exist`,
      'Use the variables of the service (--env-file), or the folder of a trial (--data).',
    );
  return trialInstallation(folder);
}

async function checkRegistry({ registry }: Installation): Promise<Finding[]> {
  if (registry === undefined) return [];
  try {
    const { version, revoked } = await readRegistryFile(registry);
    return [ok('registry', registry, `version ${version}, ${revoked.length} certificates revoked`)];
  } catch {
    const todo =
      'restore the last valid version; until then suspensions and revocations do not apply (runbook: Refused registry)';
    return [wrong('registry', registry, 'is unreadable or invalid: services refuse it', todo)];
  }
}
