import { dirname, relative } from 'node:path';
import { attention, type Finding, ok, wrong } from './finding.ts';

/** What stat says. */
export type FileFacts = {
  readonly path: string;
  readonly mode: number;
  readonly owner: number;
  readonly isFolder: boolean;
  /** The file system that it lies on. */
  readonly fileSystem: number;
  readonly changedMs: number;
};

const formatMode = (mode: number): string => (mode & 0o777).toString(8);

/** What holds reports, or what members said: nobody else may look at it, and one user owns all of it. */
export function checkDataModes(files: readonly FileFacts[]): Finding[] {
  const check = 'modes';
  const open = files.filter(({ mode }) => (mode & 0o077) !== 0);
  const [first] = files;
  if (first === undefined) return [];
  const foreign = files.filter(({ owner }) => owner !== first.owner);
  const findings = [
    ...open.map(({ path, mode, isFolder }) =>
      wrong(
        check,
        path,
        `open to others on this machine (mode ${formatMode(mode)})`,
        `chmod ${isFolder ? '700' : '600'} it`,
      ),
    ),
    ...foreign.map(({ path, owner }) =>
      attention(
        check,
        path,
        `belongs to user ${owner}, and what it lies in to user ${first.owner}`,
        'chown it to the user that the service runs as',
      ),
    ),
  ];
  return findings.length > 0 ? findings : [ok(check, first.path, 'closed to others')];
}

/** A secret, and the folder in which others could put another one in its place. */
export function checkKey(key: FileFacts, folder: FileFacts): Finding {
  const check = 'keys';
  if ((key.mode & 0o077) !== 0)
    return wrong(
      check,
      key.path,
      `others on this machine can read it (mode ${formatMode(key.mode)})`,
      'chmod 600 it, and change the key if others may have read it',
    );
  if ((folder.mode & 0o022) !== 0 && (folder.mode & 0o1000) === 0)
    return wrong(
      check,
      folder.path,
      `holds a key, and others can write there (mode ${formatMode(folder.mode)})`,
      'chmod go-w it, and change the key if others may have put one there',
    );
  return ok(check, key.path, 'closed to others');
}

/** A key that lies with what it opens is taken with it. */
export function checkKeyPlacement(key: FileFacts, data: FileFacts): Finding {
  const check = 'apart';
  const relativePath = relative(data.path, dirname(key.path));
  const isInside = !(relativePath === '..' || relativePath.startsWith('../'));
  if (isInside)
    return wrong(
      check,
      key.path,
      `lies in the folder that it opens (${data.path})`,
      'move it to another medium: who takes the folder, or a backup of it, has both',
    );
  if (key.fileSystem === data.fileSystem)
    return attention(
      check,
      key.path,
      `lies on the file system of what it opens (${data.path})`,
      'move it to a mount of its own, or to a credential of systemd: who takes the disk has both',
    );
  return ok(check, key.path, `not on the file system of what it opens (${data.path})`);
}

const DAY_MS = 86_400_000;
const MAX_DAYS = 30;

/** A backup keeps what was retracted since: consent that was withdrawn does not reach it. */
export function checkBackups(folder: string, files: readonly FileFacts[], nowMs: number): Finding {
  const check = 'backups';
  const old = files.filter(({ changedMs, isFolder }) => !isFolder && nowMs - changedMs > MAX_DAYS * DAY_MS);
  if (old.length > 0)
    return attention(
      check,
      folder,
      `${old.length} of ${files.filter(({ isFolder }) => !isFolder).length} files are older than ${MAX_DAYS} days`,
      'delete them: they hold reports that were retracted since, and consents that were withdrawn',
    );
  return ok(check, folder, `none is older than ${MAX_DAYS} days`);
}
