import { strToU8, type Zippable, zipSync } from 'fflate';

/**
 * What write-excel-file takes of fflate: the build puts this in its place. Fflate's own `zip` gives large files to a
 * worker whose script is made of a text; the policy of insights allows no such script, and the file would never come.
 */
function zip(files: Zippable, done: (error: unknown, archive: Uint8Array | null) => void): void {
  try {
    done(null, zipSync(files));
  } catch (error) {
    done(error, null);
  }
}

export { strToU8, zip, zipSync };
