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

async function taken(seed: number): Promise<Answer> {
  try {
    return await target.take(randomOfInput(seed, name, 0));
  } catch (error) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { code: 'thrown', defects: [words.split('\n').slice(0, 6).join(' ')] };
  }
}
process.send?.('ready');
