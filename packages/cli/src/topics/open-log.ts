import { resolve } from 'node:path';
import type { DesiredLogOptions, LogAdministration } from '@waylight/event-log';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { readServiceVariables } from '../config.ts';
import { translateCredentialError } from '../connection/identity.ts';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure, refusedFailure, usageFailure } from '../failure.ts';
import type { Variables } from '../installation/installation.ts';
import { readEnvFile } from '../installation/read-env-file.ts';

/** The variable of each flag. */
const FLAG_VARIABLES = {
  brokers: 'WAYLIGHT_KAFKA_BROKERS',
  ca: 'WAYLIGHT_ADMIN_KAFKA_CA_FILE',
  certificate: 'WAYLIGHT_ADMIN_KAFKA_CERTIFICATE_FILE',
  key: 'WAYLIGHT_ADMIN_KAFKA_KEY_FILE',
  prefix: 'WAYLIGHT_TOPIC_PREFIX',
  partitions: 'WAYLIGHT_PARTITIONS',
} as const;

type ConnectionFlag = keyof typeof FLAG_VARIABLES;
export type LogFlags = Partial<Readonly<Record<ConnectionFlag, string>>> & { readonly envFile?: string };

const FILE_FLAGS: readonly ConnectionFlag[] = ['ca', 'certificate', 'key'];

/** Adds the flags of a connection to Kafka as its administrator. */
export function withLogFlags(command: Command): Command {
  return command
    .option('--brokers <host:port,…>', 'Kafka brokers to begin with')
    .option('--ca <file>', "certificate of the log's authority")
    .option('--certificate <file>', "the administrator's certificate, CN=waylight-kafka-admin")
    .option('--key <file>', 'its key')
    .option(
      '--env-file <file>',
      `variables instead of these flags, a NAME=value on each line: ${Object.values(FLAG_VARIABLES).join(', ')}`,
    )
    .option('--prefix <prefix>', 'prefix of topics and groups, as the services have it');
}

/** The variables of the connection: those of the process, of --env-file, and the flags, in this order. */
export async function readLogVariables(
  { cwd }: Pick<CommandContext, 'cwd'>,
  flags: LogFlags,
): Promise<Variables> {
  if (flags.prefix !== undefined && !/^[\w.-]*$/.test(flags.prefix))
    throw usageFailure(`--prefix got "${flags.prefix}"; expected letters, digits, ".", "_" and "-"`);
  const fromFile = flags.envFile === undefined ? {} : await readEnvFile(resolve(cwd, flags.envFile));
  const fromFlags = (Object.keys(FLAG_VARIABLES) as ConnectionFlag[]).flatMap((flag) => {
    const value = flags[flag];
    if (value === undefined) return [];
    return [[FLAG_VARIABLES[flag], FILE_FLAGS.includes(flag) ? resolve(cwd, value) : value]];
  });
  return { ...readServiceVariables(), ...fromFile, ...Object.fromEntries(fromFlags) };
}

type OpenedLog = { readonly administration: LogAdministration; readonly names: DesiredLogOptions };

/** Connects to the log as its administrator while `work` runs. @throws CommandFailure. */
export async function withLogAdministration<T>(
  variables: Variables,
  work: (log: OpenedLog) => Promise<T>,
  replicationFactor?: number,
): Promise<T> {
  const { openLogAdministration, LogError } = await import('@waylight/event-log');
  const { ConfigError, createLogger } = await import('@waylight/service-kit');
  let opened: OpenedLog | undefined;
  try {
    const log = createLogger({ service: 'topics', level: 'silent' });
    opened = await translateCredentialError(() =>
      openLogAdministration(variables, {
        log,
        ...(replicationFactor === undefined ? {} : { replicationFactor }),
      }),
    );
    return await work(opened);
  } catch (error) {
    if (error instanceof ConfigError) throw configFailure(error.message);
    if (error instanceof LogError) throw logFailure(error, variables[FLAG_VARIABLES.brokers]);
    throw error;
  } finally {
    await opened?.administration.close();
  }
}

/** Names the flags of the variables too. */
function configFailure(message: string): CommandFailure {
  const [, ...problems] = message.split('\n').map((line) => line.trim());
  const named = problems.map((problem) => {
    const flag = Object.entries(FLAG_VARIABLES).find(([, variable]) => problem.startsWith(variable))?.[0];
    return flag === undefined ? problem : `--${flag}: ${problem}`;
  });
  return usageFailure(
    'the connection to Kafka is incomplete or wrong',
    ...named,
    'Use these flags, or set the variables in a file (--env-file).',
  );
}

function logFailure(error: Error & { readonly code: string }, brokers: string | undefined): CommandFailure {
  switch (error.code) {
    case 'not-permitted':
      return new CommandFailure(EXIT.notPermitted, error.message, [
        'Use the certificate CN=waylight-kafka-admin: waylight certs issue log-client kafka-admin --ca log-ca',
      ]);
    case 'rights-not-enforced':
      return refusedFailure(
        error.message,
        'Everybody who reaches it can read everything. Configure the brokers as in infra/kafka/server.properties.',
      );
    default: {
      const reason = error.cause instanceof Error ? ` (${error.cause.message})` : '';
      return new CommandFailure(EXIT.tryAgain, `Kafka did not respond at ${brokers}${reason}`, [
        'Check the address, and the certificate: waylight certs check FILE --for log-client --ca kafka-ca.crt',
      ]);
    }
  }
}
