import { resolve } from 'node:path';
import {
  DEFAULT_RELEASE_PLAN,
  explainPlan,
  parseReleasePlan,
  type ReleasePlan,
} from '@waylight/disclosure-control';
import type { PlanFlags } from '../commands/release.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usage } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { readJson } from '../report-file/read-file.ts';
import { wrapped } from '../tables/display-width.ts';

export async function tellPlan(kit: Kit, { file }: PlanFlags): Promise<ExitCode> {
  const plan = file === undefined ? DEFAULT_RELEASE_PLAN : await readPlan(kit, resolve(kit.cwd, file));
  for (const sentence of explainPlan(plan)) kit.print(wrapped(sentence, kit.columns ?? 120).join('\n'));
  return EXIT.ok;
}

async function readPlan(kit: Kit, file: string): Promise<ReleasePlan> {
  const parsed = parseReleasePlan(await readJson(kit, file));
  if (parsed.ok) return parsed.plan;
  throw usage(`${file} is not a release plan`, ...parsed.problems);
}
