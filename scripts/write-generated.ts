import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

/** Writes a generated file, by its path in the project. With --check it only reports a file that differs. */
export function writeGenerated(path: string, text: string): void {
  const file = new URL(`../${path}`, import.meta.url);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readOrEmpty(file) !== text) {
    process.stderr.write(`${path} is stale: run npm run generate\n`);
    process.exitCode = 1;
  }
}

function readOrEmpty(file: URL): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
