import { dirname } from 'node:path';
import { attention, type Finding, wrong } from '../installation/finding.ts';
import type { Installation } from '../installation/installation.ts';
import { checkDisk, checkSpace, checkSwap, type DiskSpace } from './check-disks.ts';
import { checkDataModes, checkKey, checkKeyPlacement, type FileFacts } from './check-files.ts';
import { type CertificateFacts, checkCertificate, checkClock, checkCoreDumps } from './check-machine.ts';
import type { DiskFacts } from './disk-encryption.ts';

/** Facts about the machine. A fact is undefined if it is missing or not readable. */
export type Machine = {
  readonly disks: DiskFacts;
  readonly swaps: string | undefined;
  readonly corePattern: string | undefined;
  readonly limits: string | undefined;
  /** True for a clock that is synchronised over the network. */
  readonly isSynchronised: boolean | undefined;
  readonly nowMs: number;
  readonly space: (path: string) => DiskSpace | undefined;
  readonly file: (path: string) => FileFacts | undefined;
  /** Files: the folder itself, then all files and folders below it. */
  readonly filesOf: (folder: string) => readonly FileFacts[];
  readonly certificate: (path: string) => CertificateFacts | undefined;
};

/** All findings about an installation on its machine, in the order of printing. */
export function examineMachine(installation: Installation, machine: Machine): readonly Finding[] {
  const found = [
    ...checkDeployment(installation),
    ...installation.folders.flatMap((folder) => checkFolder(folder, machine)),
    ...installation.keyFolders.flatMap(({ key, folder }) => checkPair(key, folder, machine)),
    ...installation.secrets.map((path) => checkSecret(path, machine)),
    ...(machine.swaps === undefined
      ? [attention('swap', '/proc/swaps', 'could not be read', 'check on the host')]
      : checkSwap(machine.swaps, machine.disks)),
    checkCoreDumps(machine.corePattern, machine.limits),
    ...installation.certificates.map((path) => checkCertificateFile(path, machine)),
    checkClock(machine.isSynchronised, findLatestChange(installation, machine), machine.nowMs),
  ];
  return installation.isTrial ? found.map(relaxForTrial) : found;
}

const MISSING = 'is missing or not readable';
const TRIAL =
  "this is a trial: six countries' keys share one process, and one folder with the ledgers that they decrypt";

function checkDeployment({ isTrial, isLocalNetwork }: Installation): Finding[] {
  if (isTrial)
    return [attention('deployment', 'trial', TRIAL, 'not for real reports: see docs/operations/start.md')];
  if (!isLocalNetwork) return [];
  const todo =
    'make sure that nobody else can reach the network; otherwise set certificates and users, and remove this variable';
  return [
    attention('network', 'WAYLIGHT_LOCAL_NETWORK', 'Kafka and Redis are used without TLS and users', todo),
  ];
}

/** Lowers findings about disks of a trial, because simulated reports may be on any disk. */
function relaxForTrial(finding: Finding): Finding {
  return finding.check === 'disk' && finding.level === 'wrong'
    ? { ...finding, level: 'attention', todo: 'not for real reports' }
    : finding;
}

function checkFolder(
  { path, isSealed }: Installation['folders'][number],
  machine: Machine,
): readonly Finding[] {
  const files = machine.filesOf(path);
  if (files.length === 0) return [attention('data', path, MISSING, 'run doctor as the user of the service')];
  const space = machine.space(path);
  return [
    checkDisk(path, machine.disks, isSealed),
    ...(space === undefined ? [] : [checkSpace(path, space)]),
    ...checkDataModes(files.filter(isData)),
  ];
}

/** Selects secret files. Certificates, a log or a plan in the same folder are not secret. */
const isData = ({ path, isFolder }: FileFacts): boolean =>
  isFolder ? !/\/certs(\/|$)/.test(path) : /\.sqlite(-wal|-shm|-journal)?$/.test(path);

function checkPair(key: string, folder: string, { file }: Machine): Finding[] {
  const [keyFacts, folderFacts] = [file(key), file(folder)];
  return keyFacts === undefined || folderFacts === undefined
    ? []
    : [checkKeyPlacement(keyFacts, folderFacts)];
}

function checkSecret(path: string, { file }: Machine): Finding {
  const [key, folder] = [file(path), file(dirname(path))];
  return key === undefined || folder === undefined
    ? wrong('keys', path, MISSING, 'restore it, or run doctor as the user of the service')
    : checkKey(key, folder);
}

function checkCertificateFile(path: string, { certificate, nowMs }: Machine): Finding {
  const found = certificate(path);
  return found === undefined
    ? wrong(
        'certificate',
        path,
        'is not a readable certificate',
        'restore the file (runbook: Expiring certificate)',
      )
    : checkCertificate(found, nowMs);
}

function findLatestChange({ folders }: Installation, { filesOf }: Machine): number {
  return folders
    .flatMap(({ path }) => filesOf(path))
    .reduce((last, { changedMs }) => Math.max(last, changedMs), 0);
}
