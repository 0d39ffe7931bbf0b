import { resolve } from 'node:path';
import {
  DEFAULT_RELEASE_PLAN,
  explainPlan,
  parseReleasePlan,
  type ReleasePlan,
} from '@waylight/disclosure-control';
import type { PlanFlags } from '../commands/release.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { readJson } from '../report-file/read-file.ts';
import { wrapText } from '../tables/display-width.ts';

type PlanTexts = { readonly paragraphs: readonly string[]; readonly document: string };

export async function showPlan(kit: Kit, flags: PlanFlags): Promise<ExitCode> {
  const { paragraphs, document } =
    flags.region === true ? await fetchRegionPlan(kit, flags) : describePlan(await readOwnPlan(kit, flags));
  if (flags.json === true) kit.print(document);
  else for (const sentence of paragraphs) kit.print(wrapText(sentence, kit.columns ?? 120).join('\n'));
  return EXIT.ok;
}

async function fetchRegionPlan(kit: Kit, flags: PlanFlags): Promise<PlanTexts> {
  if (flags.file !== undefined) throw usageFailure('--region and --file are two plans: name one');
  const connection = await kit.connect(flags);
  return (await connection.insights()).getReleasePlan({});
}

const describePlan = (plan: ReleasePlan): PlanTexts => ({
  paragraphs: explainPlan(plan),
  document: JSON.stringify(plan),
});

async function readOwnPlan(kit: Kit, { file }: PlanFlags): Promise<ReleasePlan> {
  return file === undefined ? DEFAULT_RELEASE_PLAN : readPlan(kit, resolve(kit.cwd, file));
}

async function readPlan(kit: Kit, file: string): Promise<ReleasePlan> {
  const parsed = parseReleasePlan(await readJson(kit, file));
  if (parsed.ok) return parsed.plan;
  throw usageFailure(`${file} is not a release plan`, ...parsed.problems);
}
