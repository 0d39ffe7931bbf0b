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
import { releaseFor } from '../answers/release.ts';
import type { View } from '../answers/view.ts';
import { answerContext, type InsightsContext } from '../context.ts';
import type { Frozen } from '../database/bulletin-record.ts';
import { sourcesFor } from './sources.ts';

/** A bulletin as it reads at this moment. */
export type BulletinReading = {
  readonly document: BulletinDocument;
  readonly digest: string;
  readonly problems: readonly BulletinProblem[];
  readonly findings: readonly Finding[];
};

/** Reads with the eyes of the circle that it is for, whoever writes it: no number is in it that this circle may not see. */
export async function readingOf(
  context: InsightsContext,
  content: BulletinContent,
): Promise<BulletinReading> {
  const nodes = await nodeFreshness(context.reader, context.now());
  const sources = sourcesFor(await answerContext(context), content.audience, nodes);
  const { document, problems } = resolveBulletin(content, sources);
  return { document, digest: digestOf(document), problems, findings: findingsOf(content) };
}

/**
 * Whether there is a frozen bulletin for a reader: where it is for a circle that he belongs to, and every release that a number of it is
 * from is there for him now. So one for the public is gone with the release that was withdrawn.
 */
export function isThereFor(
  { document }: Pick<Frozen, 'document'>,
  view: View,
  { gate }: Pick<InsightsContext, 'gate'>,
  reader: Audience,
): boolean {
  if (!mayRead(reader, document.audience)) return false;
  return document.releases.every((id) => releaseFor(view, gate, reader, id) !== undefined);
}
