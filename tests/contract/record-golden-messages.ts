// Records a message of every type, for later versions to read. Called by `npm run generate -- --release`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { descriptorSet } from '@waylight/contracts';
import { createGoldenMessages, goldenFile, readRegistry } from './golden-messages.ts';
import { projectRoot } from './project.ts';

const { version }: { version: string } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
const messages = createGoldenMessages(readRegistry(descriptorSet()));
const text = `${messages.map((message) => JSON.stringify(message)).join('\n')}\n`;
const file = goldenFile(version);
if (existsSync(file) && readFileSync(file, 'utf8') !== text) {
  process.stderr.write(
    `The messages of ${version} are recorded, and never change: raise the version first.\n`,
  );
  process.exitCode = 1;
} else {
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
}
