import {
  BULLETIN_STATUSES,
  type BulletinDecision,
  type BulletinDocument,
  type BulletinState,
  contentSchema,
  evolveBulletin,
  NO_BULLETIN,
} from '@waylight/bulletin';
import { DRAFTS_KEPT_MS } from '@waylight/contracts';
import type { Component } from '@waylight/service-kit';
import { z } from 'zod';
import type { Database } from './open-database.ts';
import { openedRecord } from './opened.ts';

export type Draft = {
  readonly id: string;
  readonly organisation: string;
  readonly state: BulletinState;
  readonly changedMs: number;
};

export type Frozen = {
  readonly id: string;
  readonly organisation: string;
  readonly version: number;
  readonly document: BulletinDocument;
  readonly digest: string;
  readonly frozenMs: number;
};

/** Of one organisation at once. */
export const MOST_DRAFTS = 100;

export type BulletinRecord = Component & {
  /** Of an organisation by its id in the registry, the one that changed last first. */
  readonly drafts: (organisation: string) => readonly Draft[];
  readonly frozen: () => readonly Frozen[];
  /** A draft of the organisation, or a frozen one of anybody. */
  readonly find: (id: string, organisation: string) => Draft | Frozen | undefined;
  /**
   * Decides upon what is recorded and records what happens, one at a time over all processes. `freeze` keeps the document and drops the
   * draft, with the accounts in it, in one step. `elsewhere`: the id is another organisation's, and nothing is said of that one; `full`: the
   * organisation has too many drafts.
   */
  readonly record: (asked: {
    readonly id: string;
    readonly organisation: string;
    readonly nowMs: number;
    readonly decide: (state: BulletinState) => BulletinDecision;
    readonly frozenAs?: { readonly document: BulletinDocument; readonly digest: string };
  }) => {
    readonly decision: BulletinDecision | { readonly kind: 'elsewhere' | 'full' };
    readonly state: BulletinState;
  };
  /** Takes a draft away for good. False where the organisation has none of this id, or it is frozen. */
  readonly remove: (id: string, organisation: string) => boolean;
  readonly sweep: (nowMs: number) => void;
};

const stateSchema = z.object({
  status: z.enum(BULLETIN_STATUSES),
  version: z.int(),
  content: contentSchema,
  author: z.string(),
  approval: z.object({ by: z.string(), digest: z.string() }).optional(),
});
const draftSchema = z.object({
  ...{ id: z.string(), organisation: z.string(), state: z.string(), changed_ms: z.int() },
});
const frozenSchema = z.object({
  ...{ id: z.string(), organisation: z.string(), version: z.int() },
  ...{ document: z.string(), digest: z.string(), frozen_ms: z.int() },
});

export function createBulletinRecord(file: string): BulletinRecord {
  const record = openedRecord('bulletins of insights', file, openRecord);
  return {
    ...record,
    drafts: (organisation) => record.use().drafts(organisation),
    frozen: () => record.use().frozen(),
    find: (id, organisation) => record.use().find(id, organisation),
    record: (asked) => record.use().record(asked),
    remove: (id, organisation) => record.use().remove(id, organisation),
    sweep: (nowMs) => record.use().sweep(nowMs),
  };
}

function openRecord({ sqlite, write, guarded }: Database): Omit<BulletinRecord, keyof Component> {
  const draftsOf = sqlite.prepare(
    'SELECT * FROM bulletin WHERE organisation = ? ORDER BY changed_ms DESC, id',
  );
  const allFrozen = sqlite.prepare('SELECT * FROM frozen_bulletin ORDER BY frozen_ms DESC, id');
  const draftOf = sqlite.prepare('SELECT * FROM bulletin WHERE id = ?');
  const frozenOf = sqlite.prepare('SELECT * FROM frozen_bulletin WHERE id = ?');
  const count = sqlite.prepare('SELECT count(*) AS n FROM bulletin WHERE organisation = ?');
  const put = sqlite.prepare(
    `INSERT INTO bulletin (id, organisation, state, changed_ms) VALUES (:id, :organisation, :state, :now)
     ON CONFLICT (id) DO UPDATE SET state = :state, changed_ms = :now`,
  );
  const keep = sqlite.prepare(
    `INSERT INTO frozen_bulletin (id, organisation, version, document, digest, frozen_ms)
     VALUES (:id, :organisation, :version, :document, :digest, :now)`,
  );
  const drop = sqlite.prepare('DELETE FROM bulletin WHERE id = ?');
  const removed = sqlite.prepare('DELETE FROM bulletin WHERE id = ? AND organisation = ?');
  const old = sqlite.prepare('DELETE FROM bulletin WHERE changed_ms <= ?');

  const found = (id: string): Draft | Frozen | undefined => {
    const [draft, frozen] = [draftOf.get(id), frozenOf.get(id)];
    if (frozen !== undefined) return readFrozen(frozen);
    return draft === undefined ? undefined : readDraft(draft);
  };
  return {
    drafts: (organisation) => guarded(() => draftsOf.all(organisation)).map(readDraft),
    frozen: () => guarded(() => allFrozen.all()).map(readFrozen),
    find(id, organisation) {
      const one = guarded(() => found(id));
      return one === undefined || 'document' in one || one.organisation === organisation ? one : undefined;
    },
    record: ({ id, organisation, nowMs: now, decide, frozenAs }) =>
      write(() => {
        const before = found(id);
        const isElsewhere = before !== undefined && before.organisation !== organisation;
        if (isElsewhere) return { decision: { kind: 'elsewhere' as const }, state: NO_BULLETIN };
        const state = before === undefined ? NO_BULLETIN : stateOf(before);
        const decision = decide(state);
        if (decision.kind !== 'happened') return { decision, state };
        if (before === undefined && Number(count.get(organisation)?.n) >= MOST_DRAFTS)
          return { decision: { kind: 'full' as const }, state };
        const next = evolveBulletin(state, decision.event);
        if (next.status !== 'frozen') put.run({ id, organisation, state: JSON.stringify(next), now });
        else {
          if (frozenAs === undefined) throw new TypeError('what is frozen is a document');
          const { document, digest } = frozenAs;
          keep.run({
            id,
            organisation,
            version: next.version,
            document: JSON.stringify(document),
            digest,
            now,
          });
          drop.run(id);
        }
        return { decision, state: next };
      }),
    remove: (id, organisation) => write(() => removed.run(id, organisation).changes === 1),
    sweep: (nowMs) => write(() => void old.run(nowMs - DRAFTS_KEPT_MS)),
  };
}

/** Of a frozen one all that is left is that it is. */
function stateOf(one: Draft | Frozen): BulletinState {
  return 'document' in one ? { ...NO_BULLETIN, status: 'frozen', version: one.version } : one.state;
}

/** Throws where a row is none that this program writes: what nobody can read nobody has approved. */
function readDraft(row: unknown): Draft {
  const { state, changed_ms: changedMs, ...rest } = draftSchema.parse(row);
  const { approval, ...read } = stateSchema.parse(JSON.parse(state));
  return { ...rest, state: { ...read, approval }, changedMs };
}

function readFrozen(row: unknown): Frozen {
  const { document, frozen_ms: frozenMs, ...rest } = frozenSchema.parse(row);
  // As it was written, whatever later versions add: its digest is over it.
  return { ...rest, document: JSON.parse(document) as BulletinDocument, frozenMs };
}
