import { chmod, chown, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file was not replaced. The message contains the remedy, and nothing of the content. */
export class ReplaceFileError extends Error {
  override readonly name = 'ReplaceFileError';
  readonly code: 'changed-meanwhile' | 'not-permitted';

  constructor(code: ReplaceFileError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type FileReplacement = {
  /** Path of the file itself: a symbolic link would be replaced. */
  readonly file: string;
  /** The content from which `after` was derived. */
  readonly before: string;
  readonly after: string;
  /** Called when nothing but the rename is left. */
  readonly beforeRename?: (owner: { readonly uid: number; readonly gid: number }) => Promise<void>;
};

/**
 * Replaces the content of a file, and keeps its owner, group and mode. A crash leaves the former content or the new one.
 * @throws ReplaceFileError if another program changes the file, or the owner cannot be kept.
 */
export async function replaceFile({ file, before, after, beforeRename }: FileReplacement): Promise<void> {
  const unfinished = `${file}.new`;
  const { mode, uid, gid } = await stat(file);
  // Fails if the file exists. Otherwise one of two concurrent changes would overwrite the other.
  await writeFile(unfinished, after, { flag: 'wx', mode: mode & 0o777, flush: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST')
        throw new ReplaceFileError(
          'changed-meanwhile',
          `${unfinished} exists: another change is running, or one was interrupted and the file can be deleted`,
        );
      if (error.code !== 'EACCES') throw error;
      throw new ReplaceFileError(
        'not-permitted',
        `cannot write ${unfinished} (EACCES): run the command as the owner of the folder, or as root`,
      );
    },
  );
  try {
    await copyOwner(unfinished, { uid, gid });
    await chmod(unfinished, mode);
    if ((await readFile(file, 'utf8')) !== before)
      throw new ReplaceFileError(
        'changed-meanwhile',
        `${file} was changed meanwhile: check it, and try again`,
      );
    await beforeRename?.({ uid, gid });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Copies owner and group, so that a service that reads the file as its owner or group can read the next version. */
async function copyOwner(
  unfinished: string,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): Promise<void> {
  const created = await stat(unfinished);
  if (created.uid === uid && created.gid === gid) return;
  await chown(unfinished, uid, gid).catch((error: NodeJS.ErrnoException) => {
    throw new ReplaceFileError(
      'not-permitted',
      `cannot give the next version the owner and group of the file (${error.code}): run the command as its owner, or as root`,
      { cause: error },
    );
  });
}

/** Makes a rename permanent. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
