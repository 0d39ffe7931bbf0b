import type { LogAcl } from '@waylight/contracts';
import kafkajs, { type AclEntry, type Admin } from 'kafkajs';

/** Names by their codes in Kafka's protocol. */
const OPERATIONS = [
  ...['Unknown', 'Any', 'All', 'Read', 'Write', 'Create', 'Delete', 'Alter', 'Describe', 'ClusterAction'],
  ...['DescribeConfigs', 'AlterConfigs', 'IdempotentWrite'],
];
const RESOURCES = ['unknown', 'any', 'topic', 'group', 'cluster', 'transactional-id', 'delegation-token'];

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

export async function listAcls(admin: Admin): Promise<LogAcl[]> {
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  });
  return resources.flatMap(({ resourceType, resourceName, resourcePatternType, acls }) =>
    acls.map(({ principal, host, operation, permissionType }) => ({
      principal,
      host,
      permission: permissionType === AclPermissionTypes.ALLOW ? 'allow' : 'deny',
      operation: OPERATIONS[operation] ?? `operation-${operation}`,
      resource: RESOURCES[resourceType] ?? `resource-${resourceType}`,
      name: resourceName,
      pattern: resourcePatternType === ResourcePatternTypes.PREFIXED ? 'prefixed' : 'literal',
    })),
  );
}

export async function createAcls(admin: Admin, acls: readonly LogAcl[]): Promise<void> {
  if (acls.length > 0) await admin.createAcls({ acl: acls.map(toEntry) });
}

export async function deleteAcls(admin: Admin, acls: readonly LogAcl[]): Promise<void> {
  if (acls.length > 0) await admin.deleteAcls({ filters: acls.map(toEntry) });
}

function toEntry({ principal, permission, operation, resource, name, pattern, host }: LogAcl): AclEntry {
  return {
    principal,
    host,
    permissionType: permission === 'allow' ? AclPermissionTypes.ALLOW : AclPermissionTypes.DENY,
    operation: codeOf(OPERATIONS, operation),
    resourceType: codeOf(RESOURCES, resource),
    resourceName: name,
    resourcePatternType:
      pattern === 'prefixed' ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
  };
}

function codeOf(names: readonly string[], name: string): number {
  const code = names.indexOf(name);
  if (code < 0) throw new TypeError(`the Kafka client cannot express the access rule ${name}`);
  return code;
}
