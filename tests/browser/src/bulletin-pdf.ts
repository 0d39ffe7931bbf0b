import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { CHROMIUM_FLAGS, chromiumForTests } from '@waylight/testing';
import { chromium } from 'playwright-core';
import { signIn } from './open-page.ts';
import { printBulletin } from './print-bulletin.ts';

const USAGE = `npm run bulletin-pdf -- ID FILE [--at ORIGIN] [--account NAME] [--data FOLDER]

Prints a bulletin to a tagged PDF, as a development account of the trial that runs here.
  --at       where insights is (http://localhost:8080)
  --account  who reads it (MYLA)
  --data     the trial's folder, which has the password (.waylight/region)
Elsewhere print it in the browser in which you have signed in: Chromium's files are tagged as well.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    at: { type: 'string', default: 'http://localhost:8080' },
    account: { type: 'string', default: 'MYLA' },
    data: { type: 'string', default: '.waylight/region' },
  },
});
const [id, file, ...rest] = positionals;
const found = chromiumForTests();
if (id === undefined || file === undefined || rest.length > 0) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else if ('unavailable' in found) {
  process.stderr.write(`A PDF wants ${found.unavailable}.\n`);
  process.exitCode = 1;
} else {
  const password = (await readFile(join(values.data, 'certs', 'password'), 'utf8')).trim();
  const browser = await chromium.launch({ executablePath: found.program, args: [...CHROMIUM_FLAGS] });
  try {
    const page = await browser.newPage();
    await signIn(page, { origin: values.at, password }, values.account);
    const bytes = await printBulletin(page, `${values.at}/bulletins/${encodeURIComponent(id)}`);
    await writeFile(resolve(file), bytes);
    process.stdout.write(`${id} is in ${resolve(file)}.\n`);
  } catch (error) {
    process.stderr.write(
      `No bulletin ${id} could be printed for ${values.account} at ${values.at}: is the region running, and may this account read it? (${error instanceof Error ? error.message.split('\n')[0] : error})\n`,
    );
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
