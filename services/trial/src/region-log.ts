import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { SERVICE_LOGS_KEPT_MS } from '@waylight/contracts';
import { createLogger, type Logger } from '@waylight/service-kit';

const MAX_BYTES = 20 * 1024 * 1024;

/** The log of all services goes to a file, so that the screen stays readable; the file before last goes, and what is 30 days old. */
export async function openRegionLog(
  file: string,
  nowMs: number,
): Promise<{ log: Logger; close(): Promise<void> }> {
  const before = `${file}.before`;
  const sinceMs = nowMs - SERVICE_LOGS_KEPT_MS;
  await dropLinesBefore(file, sinceMs);
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

/** Lines are in the order of their times: what comes before the first that is kept goes. */
async function dropLinesBefore(file: string, sinceMs: number): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n');
  const first = lines.findIndex((line) => timeOf(line) >= sinceMs);
  const kept = first === -1 ? [] : lines.slice(first);
  if (kept.length === lines.length || text === '') return;
  await writeFile(`${file}.new`, kept.join('\n'), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** -1 of a line that was cut off. */
function timeOf(line: string): number {
  const time = /"time":"([^"]+)"/.exec(line)?.[1];
  return time === undefined ? -1 : Date.parse(time);
}

function statOf(file: string): Promise<{ readonly size: number; readonly mtimeMs: number }> {
  return stat(file).catch(() => ({ size: 0, mtimeMs: Number.POSITIVE_INFINITY }));
}
