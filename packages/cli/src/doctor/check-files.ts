import { dirname, relative } from 'node:path';
import { attention, type Finding, ok, wrong } from '../installation/finding.ts';

/** Facts from stat. */
export type FileFacts = {
  readonly path: string;
  readonly mode: number;
  readonly owner: number;
  readonly isFolder: boolean;
  /** The number of its file system. */
  readonly fileSystem: number;
  readonly changedMs: number;
};

const formatMode = (mode: number): string => (mode & 0o777).toString(8);

/** Checks files with reports or approvals: only their owner may have access, and one user must own all of them. */
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
        `belongs to user ${owner}, but its folder belongs to user ${first.owner}`,
        'chown it to the user of the service',
      ),
    ),
  ];
  return findings.length > 0 ? findings : [ok(check, first.path, 'closed to others')];
}

/** Checks a secret and its folder: whoever can write to the folder can replace the secret. */
export function checkKey(key: FileFacts, folder: FileFacts): Finding {
  const check = 'keys';
  if ((key.mode & 0o077) !== 0)
    return wrong(
      check,
      key.path,
      `others on this machine can read it (mode ${formatMode(key.mode)})`,
      'chmod 600 it, and replace the key if others may have read it',
    );
  if ((folder.mode & 0o022) !== 0 && (folder.mode & 0o1000) === 0)
    return wrong(
      check,
      folder.path,
      `has a key, and others can write to it (mode ${formatMode(folder.mode)})`,
      'chmod go-w it, and replace the key if others may have exchanged it',
    );
  return ok(check, key.path, 'closed to others');
}

/** Checks where a key is stored: a key on the disk of its data is stolen together with them. */
export function checkKeyPlacement(key: FileFacts, data: FileFacts): Finding {
  const check = 'key location';
  const relativePath = relative(data.path, dirname(key.path));
  const isInside = !(relativePath === '..' || relativePath.startsWith('../'));
  if (isInside)
    return wrong(
      check,
      key.path,
      `is in the folder that it decrypts (${data.path})`,
      'move it to another medium: a copy of the folder, or a backup, contains both',
    );
  if (key.fileSystem === data.fileSystem)
    return attention(
      check,
      key.path,
      `is on the same file system as its data (${data.path})`,
      'move it to a mount of its own, or to a systemd credential: a stolen disk contains both',
    );
  return ok(check, key.path, `is on another file system than its data (${data.path})`);
}
