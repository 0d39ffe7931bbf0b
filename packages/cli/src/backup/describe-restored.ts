import { isMember, readRegistryFile } from '@waylight/access';
import type { Manifest } from '@waylight/backup';
import { REGISTRY_VARIABLE } from '../installation/service-variables.ts';
import type { CheckedCopies } from './check-by-restoring.ts';
import { describeChecked, formatTime } from './select-backup.ts';
import type { ServiceFiles } from './service-files.ts';

export type Outcome = 'can-be-restored' | 'would-be-restored' | 'restored';

export type Restored = {
  readonly manifest: Manifest;
  readonly rows: CheckedCopies['rows'];
  /** New names of the former files. */
  readonly former?: readonly string[];
  readonly isAuditKept?: boolean;
  /** Releases that the log lacked. */
  readonly releasesAppended?: number | undefined;
};

/** The outcome, for people. */
export async function outcomeLines(
  outcome: Outcome,
  service: ServiceFiles,
  restored: Restored,
): Promise<string[]> {
  const what = describeChecked(restored.manifest, restored);
  switch (outcome) {
    case 'can-be-restored':
      return [`can be restored: ${what}`];
    case 'would-be-restored':
      return [`would be restored: ${what}`, ...auditLines(service, restored), 'Nothing was changed.'];
    case 'restored':
      return [
        `restored: ${what}`,
        ...formerLines(restored),
        ...auditLines(service, restored),
        ...(await NEXT_STEPS[service.service](service, restored)),
      ];
    default:
      return outcome satisfies never;
  }
}

function formerLines({ former = [] }: Restored): string[] {
  return former.length === 0
    ? []
    : [`Former files: ${former.join(', ')}. Delete them when the service works.`];
}

function auditLines({ databases }: ServiceFiles, { isAuditKept = false }: Restored): string[] {
  if (databases.audit === undefined) return [];
  return isAuditKept
    ? ['The audit on this machine continues that of the backup, and stays.']
    : ['"audit verify" will report "forked" while the log has later chain heads. Record this restore.'];
}

const NEXT_STEPS: Readonly<
  Record<
    ServiceFiles['service'],
    (service: ServiceFiles, restored: Restored) => Promise<readonly string[]> | readonly string[]
  >
> = {
  node: (_service, { manifest }) => [
    'Start the node: it first repeats the retractions since then.',
    `Ask organisations to send again what they sent after ${formatTime(manifest)}.`,
  ],
  insights: async ({ variables }, { manifest, isAuditKept = false }) => [
    ...(isAuditKept
      ? ['At its start insights repeats the objections and withdrawals that its audit has since then.']
      : [
          'WARNING: objections and withdrawals since then are lost. A release that was withdrawn since is open again once',
          'insights starts. Ask the members before you start it, and withdraw these releases at once.',
        ]),
    `Members must repeat since ${formatTime(manifest)}: requests, approvals, ${isAuditKept ? '' : 'objections, withdrawals, '}revoked delegations.`,
    `Members: ${(await membersOf(variables[REGISTRY_VARIABLE])).join(', ')}.`,
    'Everybody must sign in again. Views, notes and drafts that were deleted since are back.',
  ],
  aggregation: (_service, { manifest, releasesAppended = 0 }) => [
    releasesAppended === 0
      ? 'The log has all releases of the backup.'
      : `${releasesAppended} releases were written to the log, byte for byte.`,
    `Releases after ${formatTime(manifest)} are not in the backup. If the log was lost, compare with "waylight release list"`,
    'before you start aggregation without WAYLIGHT_AGGREGATION_HOLD_RELEASES=true: it draws missing releases again.',
  ],
};

/** The members that approve releases. */
async function membersOf(registryFile: string | undefined): Promise<readonly string[]> {
  if (registryFile === undefined) return ['see the registry'];
  try {
    const { organisations } = await readRegistryFile(registryFile);
    return organisations.filter(isMember).map(({ id }) => id);
  } catch {
    return ['see the registry, which could not be read here'];
  }
}
