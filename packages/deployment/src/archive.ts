import { buffer, text } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';

/** Text files by name. */
export type Files = Readonly<Record<string, string>>;

/** Far more than a registry of a hundred organisations needs. */
const MAX_BYTES = 4 * 1024 * 1024;

/** The files as a tar archive. Equal files give equal bytes. */
export async function packFiles(files: Files): Promise<Buffer> {
  const archive = pack();
  for (const name of Object.keys(files).sort())
    archive.entry({ name, mode: 0o644, mtime: new Date(0) }, files[name] ?? '');
  archive.finalize();
  return buffer(archive);
}

/** The files of an archive, which contains exactly these names. Anything else is a problem: nothing is written to a disk here. */
export async function unpackFiles<Name extends string>(
  bytes: Uint8Array,
  names: readonly Name[],
): Promise<Readonly<Record<Name, string>> | { readonly problem: string }> {
  if (bytes.length > MAX_BYTES) return { problem: `it is larger than ${MAX_BYTES} bytes` };
  const found = new Map<string, string>();
  const archive = extract();
  archive.end(Buffer.from(bytes));
  try {
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if (type !== 'file' || !names.some((one) => one === name) || found.has(name))
        return { problem: 'it contains a file that does not belong there' };
      found.set(name, await text(entry));
    }
  } catch {
    return { problem: 'it is damaged, or not a tar archive' };
  }
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) return { problem: `${missing.join(', ')} is missing in it` };
  return Object.fromEntries(found) as Record<Name, string>;
}
