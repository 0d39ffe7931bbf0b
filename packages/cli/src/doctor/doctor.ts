import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readRegistryFile } from '@waylight/access';
import type { DoctorFlags } from '../commands/doctor.ts';
import { serviceVariables } from '../config.ts';
import { dataDirOf } from '../connection/place.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usage } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';
import { askAccess } from './ask-access.ts';
import { parseEnvFile } from './env-file.ts';
import { examine } from './examine.ts';
import { type Finding, type Level, ok, worstOf, wrong } from './finding.ts';
import { configured, type Installation, trial, type Variables } from './installation.ts';
import { readMachine } from './read-machine.ts';

const EXIT_CODES: Readonly<Record<Level, ExitCode>> = {
  ok: EXIT.ok,
  attention: EXIT.partial,
  wrong: EXIT.refused,
};

export async function doctor(kit: Kit, flags: DoctorFlags): Promise<ExitCode> {
  const variables = { ...serviceVariables(), ...(await givenVariables(kit, flags)) };
  const installation = installationOf(kit, flags, variables);
  const backups = flags.backups === undefined ? undefined : resolve(kit.cwd, flags.backups);
  const findings = [
    ...examine(installation, readMachine(Date.now()), backups),
    ...(await ofRegistry(installation)),
    ...(installation.isTrial ? [] : await askAccess(variables)),
  ];
  await printFindings(kit, flags, findings);
  return EXIT_CODES[worstOf(findings)];
}

/** What the variables say; without any, what a trial's folder is known to hold. */
function installationOf({ cwd, env }: Kit, flags: DoctorFlags, variables: Variables): Installation {
  const found = configured(variables, (path) => resolve(cwd, path));
  if (found !== undefined) return found;
  const folder = dataDirOf({ data: flags.data ?? env.data }, cwd);
  if (!existsSync(folder))
    throw usage(
      `there is nothing to look at: no variables of a service are set, and no trial is at ${folder}`,
      'Run it with the variables of the service (--env-file), or name a trial (--data).',
    );
  return trial(folder);
}

async function givenVariables({ cwd }: Kit, { envFile }: DoctorFlags): Promise<Record<string, string>> {
  return envFile === undefined ? {} : readEnvFile(resolve(cwd, envFile));
}

async function readEnvFile(file: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw usage(`--env-file got "${file}", which cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
  const { variables, problem } = parseEnvFile(text);
  if (problem !== undefined) throw usage(`--env-file: ${problem}`);
  return variables;
}

async function ofRegistry({ registry }: Installation): Promise<Finding[]> {
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
