import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../random.ts';
import type { Answer } from '../fuzz-target.ts';
import { configurationTarget } from './configuration-target.ts';
import { filesTarget } from './files-target.ts';
import { mappingsTarget } from './mappings-target.ts';
import type { ProgramTarget, ProgramTargetName } from './program-target.ts';

// A process of its own: a hang blocks no other, and its memory can be measured.
const OPENERS: Readonly<Record<ProgramTargetName, (folder: string) => ProgramTarget>> = {
  files: filesTarget,
  mappings: mappingsTarget,
  configuration: configurationTarget,
};

const name = process.argv[2] as ProgramTargetName;
const folder = mkdtempSync(join(tmpdir(), 'waylight-inside-'));
process.once('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
const target = OPENERS[name](folder);

process.on(
  'message',
  (seed: number) => void handleInput(seed).then((answer) => process.send?.({ seed, answer })),
);

/** Errors without a handler: any other program would end by them, and print its stack. */
const unhandledErrors: unknown[] = [];
process.on('unhandledRejection', (error) => unhandledErrors.push(error));
process.on('uncaughtException', (error) => unhandledErrors.push(error));

async function handleInput(seed: number): Promise<Answer> {
  const answer = await answerTo(seed);
  // Work under way may fail after the answer.
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  const thrown = unhandledErrors
    .splice(0)
    .map((error) => `unhandled: ${describeError(error)} (${name} seed ${seed})`);
  return thrown.length === 0 ? answer : { ...answer, defects: [...(answer.defects ?? []), ...thrown] };
}

async function answerTo(seed: number): Promise<Answer> {
  try {
    return await target.handle(createRandom(seed, `${name}/0`));
  } catch (error) {
    return { code: 'thrown', defects: [describeError(error)] };
  }
}

function describeError(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').slice(0, 6).join(' ');
}

process.send?.('ready');
