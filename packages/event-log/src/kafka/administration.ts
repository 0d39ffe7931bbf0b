import type { LogAdministration } from '../administration/port.ts';
import { LogError, type LogErrorCode } from '../errors.ts';
import { createAcls, deleteAcls, listAcls } from './acls.ts';
import { createClientFactory, type KafkaEventLogOptions } from './client.ts';
import { createConnections } from './connections.ts';
import { BROKER_DEFAULT } from './kafka-event-log.ts';
import { applyTopics, compareTopics } from './topics.ts';

/** Administers topics and access rules of Apache Kafka 4. It connects at the first use. */
export function createKafkaAdministration(options: KafkaEventLogOptions): LogAdministration {
  const connections = createConnections(createClientFactory(options));
  return {
    compareTopics: (specs) => translateRefusal(compareTopics(connections, specs)),
    applyTopics: (specs) =>
      translateRefusal(applyTopics(connections, specs, options.replicationFactor ?? BROKER_DEFAULT)),
    listAcls: () => translateRefusal(connections.withAdmin(listAcls)),
    createAcls: (acls) => translateRefusal(connections.withAdmin((admin) => createAcls(admin, acls))),
    deleteAcls: (acls) => translateRefusal(connections.withAdmin((admin) => deleteAcls(admin, acls))),
    close: () => connections.close(),
  };
}

/** The broker's reasons, by their names in Kafka's protocol. */
const REFUSALS: Readonly<Record<string, readonly [LogErrorCode, string]>> = {
  SECURITY_DISABLED: ['rights-not-enforced', 'the broker has no authorizer, so it checks no access rules'],
  CLUSTER_AUTHORIZATION_FAILED: ['not-permitted', 'the broker permits this only to an administrator'],
  TOPIC_AUTHORIZATION_FAILED: ['not-permitted', 'the broker permits this only to an administrator'],
};

async function translateRefusal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const [code, message] = REFUSALS[protocolErrorOf(error)] ?? [];
    throw code === undefined || message === undefined ? error : new LogError(code, message, { cause: error });
  }
}

/** Name of the protocol error, in an error or in its causes. */
function protocolErrorOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('type' in error && typeof error.type === 'string' && Object.hasOwn(REFUSALS, error.type))
    return error.type;
  return protocolErrorOf(error.cause);
}
