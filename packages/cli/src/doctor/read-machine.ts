import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DiskSpace } from './check-disks.ts';
import type { FileFacts } from './check-files.ts';
import type { CertificateFacts } from './check-machine.ts';
import type { BlockDevice, DiskFacts } from './disk-encryption.ts';
import type { Machine } from './examine.ts';
import { parseMounts } from './mounts.ts';

const TOOL_MS = 5_000;

/** Reads facts about this machine. Facts that are missing or not readable are undefined. */
export function readMachine(nowMs: number): Machine {
  return {
    disks: readDisks('/proc', '/sys'),
    swaps: readOptional('/proc/swaps'),
    corePattern: readOptional('/proc/sys/kernel/core_pattern'),
    limits: readOptional('/proc/self/limits'),
    isSynchronised: isClockSynchronised(),
    nowMs,
    space: diskSpace,
    file: fileFacts,
    filesOf,
    certificate,
  };
}

/** Folders of /proc and /sys; tests use others. */
export function readDisks(proc: string, sys: string): DiskFacts {
  return {
    mounts: parseMounts(readOptional(join(proc, 'self', 'mountinfo')) ?? ''),
    blockDevice: (number) => blockDevice(join(sys, 'dev', 'block', number)),
    numberOf: (path) => {
      const rdev = tryOrUndefined(() => statSync(path).rdev);
      return rdev === undefined || rdev === 0 ? undefined : numberOf(rdev);
    },
    zfsEncryption: (dataset) => runTool('zfs', 'get', '-H', '-o', 'value', 'encryption', dataset),
    isFscrypt: (path) => {
      const flags = runTool('lsattr', '-d', path)?.split(/\s/)[0];
      return flags === undefined ? undefined : flags.includes('E');
    },
  };
}

function blockDevice(folder: string): BlockDevice | undefined {
  if (tryOrUndefined(() => statSync(folder)) === undefined) return undefined;
  const slaves = tryOrUndefined(() => readdirSync(join(folder, 'slaves'))) ?? [];
  return {
    dmUuid: readOptional(join(folder, 'dm', 'uuid'))?.trim() ?? '',
    components: slaves.map((name) => readOptional(join(folder, 'slaves', name, 'dev'))?.trim() ?? ''),
  };
}

/** Unpacks a device number: Linux packs major and minor number as 12 and 20 bits, each in two parts. */
function numberOf(rdev: number): string {
  const bits = BigInt(rdev);
  const major = ((bits >> 8n) & 0xfffn) | ((bits >> 32n) & 0xfffff000n);
  const minor = (bits & 0xffn) | ((bits >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}

function fileFacts(path: string): FileFacts | undefined {
  return tryOrUndefined(() => {
    const { mode, uid, dev, mtimeMs } = statSync(path);
    const isFolder = (mode & 0o170000) === 0o040000;
    return { path: realpathSync(path), mode, owner: uid, isFolder, fileSystem: dev, changedMs: mtimeMs };
  });
}

function diskSpace(path: string): DiskSpace | undefined {
  return tryOrUndefined(() => {
    const { bavail, blocks, bsize } = statfsSync(path);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  });
}

function filesOf(folder: string): readonly FileFacts[] {
  const folderFacts = fileFacts(folder);
  if (folderFacts === undefined) return [];
  const names = tryOrUndefined(() => readdirSync(folder, { recursive: true, encoding: 'utf8' })) ?? [];
  const paths = names.map((name) => join(folder, name));
  // Links are skipped, except links to databases: SQLite opens the file behind the link.
  const facts = paths.flatMap((path) => (isLink(path) ? readLinkedDatabase(path) : (fileFacts(path) ?? [])));
  return [folderFacts, ...facts];
}

/** The database, its folder, and files that begin with its name. */
function readLinkedDatabase(link: string): readonly FileFacts[] {
  const file = link.endsWith('.sqlite') ? fileFacts(link) : undefined;
  if (file === undefined || file.isFolder) return [];
  const folder = dirname(file.path);
  const names = tryOrUndefined(() => readdirSync(folder)) ?? [];
  const own = names.filter((name) => name.startsWith(basename(file.path))).map((name) => join(folder, name));
  return [folder, ...own].flatMap((path) => fileFacts(path) ?? []);
}

const isLink = (path: string): boolean => tryOrUndefined(() => lstatSync(path).isSymbolicLink()) ?? true;

function certificate(path: string): CertificateFacts | undefined {
  return tryOrUndefined(() => {
    const { validFromDate, validToDate } = new X509Certificate(readFileSync(path));
    return { path, fromMs: validFromDate.getTime(), untilMs: validToDate.getTime() };
  });
}

function isClockSynchronised(): boolean | undefined {
  const output = runTool('timedatectl', 'show', '--property=NTPSynchronized', '--value');
  return output === undefined ? undefined : output === 'yes';
}

const readOptional = (path: string): string | undefined => tryOrUndefined(() => readFileSync(path, 'utf8'));

/** The output of a tool; undefined if the tool is missing or fails. */
function runTool(program: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { timeout: TOOL_MS, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function tryOrUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
