import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readRegistryFile } from '@waylight/access';
import type { DoctorFlags } from '../commands/doctor.ts';
import { readServiceVariables } from '../config.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';
import { parseEnvFile } from './env-file.ts';
import { examineMachine } from './examine.ts';
import { type Finding, type Level, ok, worstOf, wrong } from './finding.ts';
import {
  findConfiguredInstallation,
  type Installation,
  trialInstallation,
  type Variables,
} from './installation.ts';
import { probeAccess } from './probe-access.ts';
import { readMachine } from './read-machine.ts';

const EXIT_CODES: Readonly<Record<Level, ExitCode>> = {
  ok: EXIT.ok,
  attention: EXIT.partial,
  wrong: EXIT.refused,
};

export async function runDoctor(kit: Kit, flags: DoctorFlags): Promise<ExitCode> {
  const variables = { ...readServiceVariables(), ...(await readGivenVariables(kit, flags)) };
  const installation = findInstallation(kit, flags, variables);
  const backups = flags.backups === undefined ? undefined : resolve(kit.cwd, flags.backups);
  const findings = [
    ...examineMachine(installation, readMachine(Date.now()), backups),
    ...(await checkRegistry(installation)),
    ...(installation.isTrial ? [] : await probeAccess(variables)),
  ];
  await printFindings(kit, flags, findings);
  return EXIT_CODES[worstOf(findings)];
}

/** What the variables say; without any, what a trial's folder is known to hold. */
function findInstallation({ cwd, env }: Kit, flags: DoctorFlags, variables: Variables): Installation {
  const found = findConfiguredInstallation(variables, (path) => resolve(cwd, path));
  if (found !== undefined) return found;
  const folder = dataDirOf({ data: flags.data ?? env.data }, cwd);
  if (!existsSync(folder))
    throw usageFailure(
      `there is nothing to look at: no variables of a service are set, and no trial is at ${folder}`,
      'Run it with the variables of the service (--env-file), or name a trial (--data).',
    );
  return trialInstallation(folder);
}

async function readGivenVariables({ cwd }: Kit, { envFile }: DoctorFlags): Promise<Record<string, string>> {
  return envFile === undefined ? {} : readEnvFile(resolve(cwd, envFile));
}

async function readEnvFile(file: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw usageFailure(
      `--env-file got "${file}", which cannot be read (${(cause as NodeJS.ErrnoException).code})`,
    );
  }
  const { variables, problem } = parseEnvFile(text);
  if (problem !== undefined) throw usageFailure(`--env-file: ${problem}`);
  return variables;
}

async function checkRegistry({ registry }: Installation): Promise<Finding[]> {
  if (registry === undefined) return [];
  try {
    const { version, revoked } = await readRegistryFile(registry);
    return [ok('registry', registry, `version ${version}, ${revoked.length} certificates revoked`)];
  } catch {
    const todo = 'bring back the last good version: who is suspended in this one still comes in';
    return [wrong('registry', registry, 'cannot be read, or is refused by the services', todo)];
  }
}

async function printFindings(kit: Kit, { format }: DoctorFlags, findings: readonly Finding[]): Promise<void> {
  if (format !== 'table') {
    const columns = ['level', 'check', 'where', 'what', 'todo'] as const;
    const document = { worst: worstOf(findings), findings };
    return printRows(kit, { format, columns, rows: findings, numbers: [], document });
  }
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(({ level, check, where, what, todo }) => {
    const line = `${level.padEnd(9)}  ${check.padEnd(width)}  ${where}: ${what}`;
    return todo === '' ? line : `${line}\n${' '.repeat(width + 13)}→ ${todo}`;
  });
  kit.print(lines.join('\n'));
}
