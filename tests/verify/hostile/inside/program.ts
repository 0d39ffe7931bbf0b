import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '../door.ts';
import { randomOfInput } from '../random.ts';
import { configurationTarget } from './configuration-target.ts';
import { filesTarget } from './files-target.ts';
import { mappingsTarget } from './mappings-target.ts';
import type { Target, TargetName } from './target.ts';

// A process of its own: what hangs here hangs nobody else, and what it takes of memory is its alone.
const OPENERS: Readonly<Record<TargetName, (folder: string) => Target>> = {
  files: filesTarget,
  mappings: mappingsTarget,
  configuration: configurationTarget,
};

const name = process.argv[2] as TargetName;
const folder = mkdtempSync(join(tmpdir(), 'waylight-inside-'));
process.once('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
const target = OPENERS[name](folder);

process.on('message', (seed: number) => void taken(seed).then((answer) => process.send?.({ seed, answer })));

/** Thrown where nobody waits for it: any other program would end by it, with its frames on the screen. */
const nobodys: unknown[] = [];
process.on('unhandledRejection', (error) => nobodys.push(error));
process.on('uncaughtException', (error) => nobodys.push(error));

async function taken(seed: number): Promise<Answer> {
  const answer = await answerTo(seed);
  // What is still under way may fail after the answer.
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  const thrown = nobodys
    .splice(0)
    .map((error) => `nobody waits for ${inWords(error)} (${name} seed ${seed})`);
  return thrown.length === 0 ? answer : { ...answer, defects: [...(answer.defects ?? []), ...thrown] };
}

async function answerTo(seed: number): Promise<Answer> {
  try {
    return await target.take(randomOfInput(seed, name, 0));
  } catch (error) {
    return { code: 'thrown', defects: [inWords(error)] };
  }
}

function inWords(error: unknown): string {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return words.split('\n').slice(0, 6).join(' ');
}

process.send?.('ready');
