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

type ToldPlan = { readonly words: readonly string[]; readonly document: string };

export async function tellPlan(kit: Kit, flags: PlanFlags): Promise<ExitCode> {
  const { words, document } =
    flags.region === true ? await planOfRegion(kit, flags) : told(await ownPlan(kit, flags));
  if (flags.json === true) kit.print(document);
  else for (const sentence of words) kit.print(wrapped(sentence, kit.columns ?? 120).join('\n'));
  return EXIT.ok;
}

async function planOfRegion(kit: Kit, flags: PlanFlags): Promise<ToldPlan> {
  if (flags.file !== undefined) throw usage('--region and --file are two plans: name one');
  const connection = await kit.connect(flags);
  return (await connection.insights()).getReleasePlan({});
}

const told = (plan: ReleasePlan): ToldPlan => ({ words: explainPlan(plan), document: JSON.stringify(plan) });

async function ownPlan(kit: Kit, { file }: PlanFlags): Promise<ReleasePlan> {
  return file === undefined ? DEFAULT_RELEASE_PLAN : readPlan(kit, resolve(kit.cwd, file));
}

async function readPlan(kit: Kit, file: string): Promise<ReleasePlan> {
  const parsed = parseReleasePlan(await readJson(kit, file));
  if (parsed.ok) return parsed.plan;
  throw usage(`${file} is not a release plan`, ...parsed.problems);
}
