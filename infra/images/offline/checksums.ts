import { runProgram } from './engine.ts';

/** Writes SHA256SUMS of all files below the folder, for `sha256sum --check`. */
export async function writeChecksums(folder: string): Promise<void> {
  const list = "find . -type f ! -path ./SHA256SUMS -printf '%P\\0' | LC_ALL=C sort --zero-terminated";
  await runProgram('sh', ['-c', `${list} | xargs --null sha256sum >SHA256SUMS`], { cwd: folder });
}
