import { strToU8, type Zippable, zipSync } from 'fflate';

/**
 * Replaces fflate for write-excel-file in the build. Fflate's own `zip` compresses large files in a worker with an inline script.
 * The content security policy of insights blocks such scripts, so the file would never be created.
 */
function zip(files: Zippable, done: (error: unknown, archive: Uint8Array | null) => void): void {
  try {
    done(null, zipSync(files));
  } catch (error) {
    done(error, null);
  }
}

export { strToU8, zip, zipSync };
