import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretFile } from '@waylight/node-keys/sealed-files';
import { refusedFailure } from '../failure.ts';

const FOLDERS = ['keys', 'pending'] as const;

/** Mode of a file in a folder of keys: certificates are public. */
export const expectedMode = (path: string): 0o600 | 0o644 => (path.endsWith('.crt') ? 0o644 : 0o600);

/** All files of the folders of keys. @throws CommandFailure if others may read one, or if one is no plain file. */
export function readSecretFiles(dir: string): SecretFile[] {
  return FOLDERS.filter((folder) => existsSync(join(dir, folder))).flatMap((folder) =>
    readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' })
      .sort()
      .flatMap((name): SecretFile[] => {
        const [path, file] = [`${folder}/${name}`, join(dir, folder, name)];
        const facts = lstatSync(file);
        if (facts.isDirectory()) return [];
        if (!facts.isFile())
          throw refusedFailure(`${file} is no plain file`, 'Replace it by the file itself.');
        checkMode(file, facts.mode);
        return [{ path, mode: expectedMode(path), content: readFileSync(file) }];
      }),
  );
}

/** Refuses a key that others may read. */
export function checkMode(file: string, mode: number): void {
  if ((mode & 0o077 & ~(expectedMode(file) & 0o077)) === 0) return;
  throw refusedFailure(
    `${file} is open to others (mode ${(mode & 0o777).toString(8)})`,
    'chmod 600 it, and replace the key if others may have read it.',
  );
}
