import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawCurve } from './curve.ts';
import { isGrowing } from './format.ts';
import { panelsOf } from './panels.ts';
import type { SoakResult } from './soak.ts';

export type SoakFacts = {
  readonly seed: number;
  readonly perSecond: number;
  readonly setting: Readonly<Record<string, string>>;
};

/** Writes all measurements to soak.json and the curve to soak.svg; returns the paths of both. */
export async function writeResult(
  folder: string,
  facts: SoakFacts,
  result: SoakResult,
): Promise<{ readonly json: string; readonly svg: string }> {
  const files = { json: join(folder, 'soak.json'), svg: join(folder, 'soak.svg') };
  await mkdir(folder, { recursive: true });
  await writeFile(files.json, `${JSON.stringify({ ...facts, ...result }, undefined, 1)}\n`);
  await writeFile(files.svg, curveOf(facts, result));
  return files;
}

export function curveOf({ seed, perSecond, setting }: SoakFacts, result: SoakResult): string {
  const { samples, faults, history, growth } = result;
  const lastMs = samples.at(-1)?.atMs ?? 0;
  const minutes = Math.round(lastMs / 6_000) / 10;
  return drawCurve({
    title: `The region over ${minutes} minutes at ${perSecond} operations a second, with ${faults.length} faults`,
    description: [
      `Memory, descriptors, queues, latencies and stored data, over ${minutes} minutes. Seed ${seed},`,
      `commit ${setting.commit ?? 'unknown'}. ${faults.length} faults are marked.`,
      history.violations.length === 0
        ? 'Every accepted report counted exactly once;'
        : `${history.violations.length} violations;`,
      isGrowing(growth) ? 'something grew.' : 'nothing grew.',
    ].join(' '),
    atMs: samples.map(({ atMs }) => atMs),
    panels: panelsOf(samples),
    faults,
  });
}
