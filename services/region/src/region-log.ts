import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { createLogger, type Logger } from '@waylight/service-kit';

const LARGEST_BYTES = 20 * 1024 * 1024;

/** The log of all services goes to a file, so that the screen stays readable; the file before last goes. */
export async function openRegionLog(file: string): Promise<{ log: Logger; close(): Promise<void> }> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_BYTES) await rename(file, `${file}.before`);
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 });
  return {
    log: createLogger({
      service: 'region',
      level: 'info',
      destination: { write: (line) => void stream.write(line) },
    }),
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
