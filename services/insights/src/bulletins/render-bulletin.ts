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

/** A bulletin with its current numbers. */
export type RenderedBulletin = {
  readonly document: BulletinDocument;
  readonly digest: string;
  readonly problems: readonly BulletinProblem[];
  readonly findings: readonly Finding[];
};

/** Renders for the bulletin's audience, not for its author: it contains no number that the audience may not read. */
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
 * True if a reader belongs to the bulletin's audience and may read every release of its numbers. A public bulletin thus
 * becomes unreadable with a withdrawn release.
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
