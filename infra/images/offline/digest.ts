import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A short digest of texts in their order. */
export function digestOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, 12);
}

/** A digest of a folder, over names, contents, links and executable bits. */
export function digestOfFolder(folder: string): string {
  const parts: (string | Buffer)[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const full = join(path, entry.name);
      parts.push(relative(folder, full));
      if (entry.isDirectory()) visit(full);
      else if (entry.isSymbolicLink()) parts.push(readlinkSync(full));
      else parts.push(statSync(full).mode & 0o100 ? 'x' : '-', readFileSync(full));
    }
  };
  visit(folder);
  return digestOf(parts);
}
