import type { BulletinDocument } from '@waylight/bulletin';
import { drawnTableOf } from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { createPieceCache } from '../answers/piece-cache.ts';
import { releaseEvent, releaseForAudience } from '../testing/release-event.ts';
import { assertWithinAudience } from './render-bulletin.ts';

const MEMBERS = releaseEvent('2025-03', [10]);
const PUBLIC = releaseForAudience('public', MEMBERS, [5]);
const AUTHORITIES = releaseForAudience('authorities', MEMBERS, [5]);
const SNAPSHOT = {
  releases: [MEMBERS, PUBLIC, AUTHORITIES].map((event) => ({
    event,
    drawn: drawnTableOf(event),
    of: undefined,
    revision: 1,
  })),
  publicRecord: { cells: [], asOf: '', organisations: new Set<number>() },
  pieceCache: createPieceCache(),
};

/** A bulletin for the public, of this release, unless `more` replaces something. */
const bulletin = (more: Partial<BulletinDocument> = {}): BulletinDocument => ({
  title: [],
  language: 'en',
  audience: 'public',
  period: '2025-03',
  blocks: [{ kind: 'text', parts: [number(PUBLIC.releaseId)] }],
  releases: [PUBLIC.releaseId],
  ...more,
});
const number = (release: string) => ({ binding: 'a', value: 10, base: 5, reading: 'about 10', release });
const figure = (answer: object) => ({ kind: 'figure', presentation: 'table', caption: [], answer }) as const;

const check = (document: BulletinDocument, approved: readonly string[] = [PUBLIC.releaseId]) =>
  assertWithinAudience(document, SNAPSHOT, {
    approvedReleases: { approvalSequence: (id) => (approved.includes(id) ? 1 : undefined) },
  });

describe('a bulletin that is frozen', () => {
  it('may have numbers of approved releases to its audience, and of the public record', () => {
    check(bulletin());
    check(bulletin({ blocks: [figure({ asOf: PUBLIC.releaseId, k: 5 }), figure({ asOf: 'record', k: 0 })] }));
    check(bulletin({ audience: 'partners', blocks: [], releases: [MEMBERS.releaseId, PUBLIC.releaseId] }));
  });

  const [members, authorities] = [MEMBERS.releaseId, AUTHORITIES.releaseId];
  it.each<[string, BulletinDocument, (readonly string[])?]>([
    ['of members', bulletin({ releases: [PUBLIC.releaseId, members] })],
    ['of authorities', bulletin({ releases: [authorities] }), [authorities, PUBLIC.releaseId]],
    ['of a release that is not approved', bulletin(), []],
    ['of a release that does not exist', bulletin({ releases: ['a.2025-03.public'] })],
    ['in a text, of a release that is not listed', bulletin({ releases: [] })],
    ['in the title, of members', bulletin({ title: [number(members)] })],
    ['in a caption, of members', bulletin({ blocks: [{ ...figure({}), caption: [number(members)] }] })],
    ['in a figure, of members', bulletin({ blocks: [figure({ asOf: members, k: 5 })] })],
    [
      'of completeness, of members',
      bulletin({ blocks: [{ kind: 'completeness', nodes: [], reporting: [{ release: members }] }] }),
    ],
    [
      'of silence, of members',
      bulletin({ blocks: [{ ...figure({ asOf: PUBLIC.releaseId, k: 5 }), silent: [{ release: members }] }] }),
    ],
  ])('for the public has no number %s', (_, document, approved) => {
    expect(() => check(document, approved)).toThrow('a number that its audience may not read');
  });
});
