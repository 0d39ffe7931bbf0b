import {
  type BulletinContent,
  type BulletinDocument,
  type BulletinProblem,
  digestOf,
  type Finding,
  findingsOf,
  resolveBulletin,
} from '@waylight/bulletin';
import { type Audience, mayRead } from '@waylight/disclosure-control';
import { nodeFreshness } from '../answers/freshness.ts';
import { findReadableRelease } from '../answers/release.ts';
import type { ReleasedSnapshot } from '../answers/released-snapshot.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import type { FrozenBulletin } from '../database/bulletin-store.ts';
import { createSources } from './sources.ts';

/** A bulletin as it reads at this moment. */
export type RenderedBulletin = {
  readonly document: BulletinDocument;
  readonly digest: string;
  readonly problems: readonly BulletinProblem[];
  readonly findings: readonly Finding[];
};

/** Reads with the eyes of the circle that it is for, whoever writes it: no number is in it that this circle may not see. */
export async function renderBulletin(
  context: InsightsContext,
  content: BulletinContent,
): Promise<RenderedBulletin> {
  const nodes = await nodeFreshness(context.releasedReader, context.now());
  const sources = createSources(await loadAnswerContext(context), content.audience, nodes);
  const { document, problems } = resolveBulletin(content, sources);
  return { document, digest: digestOf(document), problems, findings: findingsOf(content) };
}

/**
 * Whether there is a frozen bulletin for a reader: where it is for a circle that he belongs to, and every release that a number of it is
 * from is there for him now. So one for the public is gone with the release that was withdrawn.
 */
export function canReadBulletin(
  { document }: Pick<FrozenBulletin, 'document'>,
  snapshot: ReleasedSnapshot,
  { approvedReleases }: Pick<InsightsContext, 'approvedReleases'>,
  audience: Audience,
): boolean {
  if (!mayRead(audience, document.audience)) return false;
  return document.releases.every(
    (id) => findReadableRelease(snapshot, approvedReleases, audience, id) !== undefined,
  );
}
