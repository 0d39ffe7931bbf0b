import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { arch, platform, release } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { nodeLayout, packFiles, regionLayout } from '@waylight/deployment';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { examineMachine } from '../doctor/examine.ts';
import { findConfiguredInstallation } from '../doctor/installation.ts';
import { readEnvFile } from '../doctor/read-env-file.ts';
import { readMachine } from '../doctor/read-machine.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import { type DirFlags, folderOf, withDir } from '../machine/dir-flag.ts';
import { kindOf } from '../machine/machine-kind.ts';
import { readVersion } from '../machine/shipped-files.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';
import { ERROR_MESSAGES } from '../support/error-messages.ts';
import { countErrors, reduceHealth, reduceMetrics, reduceVariables } from '../support/reduce.ts';
import { BUNDLED_VARIABLES } from '../support/variables.ts';

const ANSWER_MS = 5_000;

type BundleFlags = DirFlags & {
  readonly out: string;
  readonly log: readonly string[];
  readonly format: DocumentFormat;
};

export const defineSupportBundle: DefineCommand = (command, context) => {
  withDir(
    command.description(
      'Writes one archive that you can send with a report of a defect: versions, settings without secrets, findings of doctor that ' +
        'need no network, states of the services, and counts of error messages. It contains no report, person, place, key, address ' +
        'or count of an organisation. Asks only services on this machine. Read the files before you send them.',
    ),
    'node or region',
  )
    .option('--out <file>', 'the archive; it must not exist', 'support-bundle.tar')
    .option(
      '--log <file>',
      'log lines of a service (JSON), of which only known error messages are counted; repeatable',
      (file: string, former: readonly string[]) => [...former, file],
      [] as readonly string[],
    )
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  docker compose logs --no-log-prefix > services.log\n  sudo waylight support-bundle --dir /srv/waylight --log services.log',
    )
    .action(context.action((flags: BundleFlags) => writeBundle(context, flags)));
};

async function writeBundle(context: CommandContext, flags: BundleFlags): Promise<ExitCode> {
  const dir = folderOf(flags, context);
  const kind = kindOf(dir);
  const settings = existsSync(join(dir, '.env')) ? await readEnvFile(join(dir, '.env')) : {};
  const variables = await readVariables(dir);
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const files: Record<string, string> = {
    'versions.json': json({
      kind,
      waylight: await readVersion(),
      node: process.version,
      system: `${platform()} ${release().split('-')[0]} ${arch()}`,
    }),
    'settings.json': json(reduceVariables({ ...settings, ...variables }, { dir, names: BUNDLED_VARIABLES })),
    'findings.json': json(findingsOf(variables)),
    'errors.json': json(countErrors(await readLogs(context, flags.log), ERROR_MESSAGES)),
  };
  for (const [service, port] of Object.entries(portsOf(kind, { ...settings, ...variables }))) {
    const health = await fetchLocal(port, '/health/ready');
    files[`${service}.json`] = json(
      health === undefined ? 'does not answer' : reduceHealth(parseJson(health)),
    );
    files[`${service}-metrics.txt`] =
      `${reduceMetrics((await fetchLocal(port, '/metrics')) ?? '').join('\n')}\n`;
  }
  const out = resolve(context.cwd, flags.out);
  await writeFile(out, await packFiles(files), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      throw usageFailure(`cannot write ${out} (${error.code})`, 'Name a new file with --out.');
    },
  );
  const sizes = Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.byteLength(content) }));
  if (flags.format === 'json') context.printJson({ outcome: 'written', out, files: sizes });
  else
    context.print(
      [
        `Wrote ${out}. Nothing was sent. It contains:`,
        ...sizes.map(({ name, bytes }) => `  ${name} (${bytes} bytes)`),
        `Read it before you send it: tar -xOf ${flags.out}`,
      ].join('\n'),
    );
  return EXIT.ok;
}

async function readVariables(dir: string): Promise<Record<string, string>> {
  const { aggregation, insights } = regionLayout(dir);
  const files = [nodeLayout(dir).variables, aggregation.variables, insights.variables].filter((file) =>
    existsSync(file),
  );
  return Object.assign({}, ...(await Promise.all(files.map(readEnvFile))));
}

/** Level and check of each local finding. Their other texts name files, disks and users. */
function findingsOf(
  variables: Readonly<Record<string, string>>,
): readonly { level: string; check: string }[] {
  const installation = findConfiguredInstallation(variables, (path) => path);
  if (installation === undefined) return [];
  return examineMachine(installation, readMachine(Date.now())).map(({ level, check }) => ({ level, check }));
}

async function readLogs({ cwd }: CommandContext, files: readonly string[]): Promise<string[]> {
  const texts = files.map((file) =>
    readFile(resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw usageFailure(`cannot read ${file} (${error.code})`);
    }),
  );
  return (await Promise.all(texts)).flatMap((text) => text.split('\n'));
}

function portsOf(
  kind: 'node' | 'region',
  env: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (kind === 'node') return { intake: env.WAYLIGHT_INTAKE_OPS_PORT ?? env.WAYLIGHT_HEALTH_PORT ?? '9100' };
  return {
    aggregation: env.WAYLIGHT_AGGREGATION_OPS_PORT ?? env.WAYLIGHT_AGGREGATION_HEALTH_PORT ?? '9120',
    insights: env.WAYLIGHT_INSIGHTS_OPS_PORT ?? env.WAYLIGHT_INSIGHTS_HEALTH_PORT ?? '9110',
  };
}

/** The answer of a service on this machine. Not ready (503) is an answer too. */
async function fetchLocal(port: string, path: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return await answer.text();
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
