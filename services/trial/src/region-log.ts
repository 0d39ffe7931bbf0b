import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { SERVICE_LOGS_KEPT_MS } from '@waylight/contracts';
import { createLogger, type Logger } from '@waylight/service-kit';

const MAX_BYTES = 20 * 1024 * 1024;

/** Opens the log file of all services; they do not log to the screen. Deletes lines after 30 days, and the file before last. */
export async function openRegionLog(
  file: string,
  nowMs: number,
): Promise<{ log: Logger; close(): Promise<void> }> {
  const before = `${file}.before`;
  const sinceMs = nowMs - SERVICE_LOGS_KEPT_MS;
  await deleteLinesBefore(file, sinceMs);
  const { mtimeMs } = await statOf(before);
  if (mtimeMs < sinceMs) await rm(before, { force: true });
  if ((await statOf(file)).size > MAX_BYTES) await rename(file, before);
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

/** Deletes all lines before the first recent one; lines are in order of time. */
async function deleteLinesBefore(file: string, sinceMs: number): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n');
  const first = lines.findIndex((line) => timeOf(line) >= sinceMs);
  const recent = first === -1 ? [] : lines.slice(first);
  if (recent.length === lines.length || text === '') return;
  await writeFile(`${file}.new`, recent.join('\n'), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The time of a line; -1 for an incomplete one. */
function timeOf(line: string): number {
  const time = /"time":"([^"]+)"/.exec(line)?.[1];
  return time === undefined ? -1 : Date.parse(time);
}

function statOf(file: string): Promise<{ readonly size: number; readonly mtimeMs: number }> {
  return stat(file).catch(() => ({ size: 0, mtimeMs: Number.POSITIVE_INFINITY }));
}
