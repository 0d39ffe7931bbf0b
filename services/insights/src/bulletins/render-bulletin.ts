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
 * Throws if a bulletin contains a number that its audience may not read. Rendering for the audience prevents this, so it is a
 * defect: a frozen bulletin can never be corrected.
 */
export function assertWithinAudience(
  document: BulletinDocument,
  snapshot: ReleasedSnapshot,
  context: Pick<InsightsContext, 'approvedReleases'>,
): void {
  const listed = new Set(document.releases);
  if (
    !canReadBulletin({ document }, snapshot, context, document.audience) ||
    !releasesIn(document.blocks).every((id) => listed.has(id)) ||
    !releasesIn(document.title).every((id) => listed.has(id))
  )
    throw new Error('a bulletin contains a number that its audience may not read');
}

/** Ids of the releases of all numbers in a part of a document: of a number or month by `release`, of a figure by `asOf`. */
function releasesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { release, asOf, k } = value as Readonly<Record<string, unknown>>;
  return [
    ...(typeof release === 'string' ? [release] : []),
    // The public record is exact: its base is 0.
    ...(typeof asOf === 'string' && k !== 0 ? [asOf] : []),
    ...Object.values(value).flatMap(releasesIn),
  ];
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
