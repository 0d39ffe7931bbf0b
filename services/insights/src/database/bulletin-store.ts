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
import { z } from 'zod';
import type { Database } from './open-database.ts';

export type DraftBulletin = {
  readonly id: string;
  readonly organisation: string;
  readonly state: BulletinState;
  readonly changedMs: number;
};

export type FrozenBulletin = {
  readonly id: string;
  readonly organisation: string;
  readonly version: number;
  readonly document: BulletinDocument;
  readonly digest: string;
  readonly frozenMs: number;
};

/** Maximum for one organisation. */
export const MAX_DRAFTS = 100;

export type BulletinStore = {
  /** Drafts of an organisation by its registry id, the last changed first. */
  readonly drafts: (organisation: string) => readonly DraftBulletin[];
  readonly frozen: () => readonly FrozenBulletin[];
  /** A draft of the organisation, or any organisation's frozen bulletin. Without an organisation, only a frozen one. */
  readonly find: (id: string, organisation: string | undefined) => DraftBulletin | FrozenBulletin | undefined;
  /**
   * Decides on the current state and records the event. Calls are serialised over all processes. `freeze` stores the document
   * and deletes the draft, with the accounts in it, in one transaction. `elsewhere`: the id belongs to another organisation,
   * whose state is not returned. `full`: the organisation has too many drafts.
   */
  readonly record: (command: {
    readonly id: string;
    readonly organisation: string;
    readonly nowMs: number;
    readonly decide: (state: BulletinState) => BulletinDecision;
    readonly frozenAs?: { readonly document: BulletinDocument; readonly digest: string };
  }) => {
    readonly decision: BulletinDecision | { readonly kind: 'elsewhere' | 'full' };
    readonly state: BulletinState;
  };
  /** Deletes a draft for good. Returns false if the organisation has no draft of this id, or if it is frozen. */
  readonly remove: (id: string, organisation: string) => boolean;
  readonly purge: (nowMs: number) => void;
};

const stateSchema = z.object({
  status: z.enum(BULLETIN_STATUSES),
  version: z.int(),
  content: contentSchema,
  author: z.string(),
  approval: z.object({ by: z.string(), digest: z.string() }).optional(),
});
const draftSchema = z.object({
  id: z.string(),
  organisation: z.string(),
  state: z.string(),
  changed_ms: z.int(),
});
const frozenSchema = z.object({
  id: z.string(),
  organisation: z.string(),
  version: z.int(),
  document: z.string(),
  digest: z.string(),
  frozen_ms: z.int(),
});

export function createBulletinStore({ sqlite, write, translateErrors }: Database): BulletinStore {
  const draftsOf = sqlite.prepare(
    'SELECT * FROM bulletin WHERE organisation = ? ORDER BY changed_ms DESC, id',
  );
  const allFrozen = sqlite.prepare('SELECT * FROM frozen_bulletin ORDER BY frozen_ms DESC, id');
  const draftOf = sqlite.prepare('SELECT * FROM bulletin WHERE id = ?');
  const frozenOf = sqlite.prepare('SELECT * FROM frozen_bulletin WHERE id = ?');
  const count = sqlite.prepare('SELECT count(*) AS n FROM bulletin WHERE organisation = ?');
  const upsertDraft = sqlite.prepare(
    `INSERT INTO bulletin (id, organisation, state, changed_ms) VALUES (:id, :organisation, :state, :now)
     ON CONFLICT (id) DO UPDATE SET state = :state, changed_ms = :now`,
  );
  const insertFrozen = sqlite.prepare(
    `INSERT INTO frozen_bulletin (id, organisation, version, document, digest, frozen_ms)
     VALUES (:id, :organisation, :version, :document, :digest, :now)`,
  );
  const deleteById = sqlite.prepare('DELETE FROM bulletin WHERE id = ?');
  const deleteDraft = sqlite.prepare('DELETE FROM bulletin WHERE id = ? AND organisation = ?');
  const deleteOld = sqlite.prepare('DELETE FROM bulletin WHERE changed_ms <= ?');

  const lookUp = (id: string): DraftBulletin | FrozenBulletin | undefined => {
    const [draft, frozen] = [draftOf.get(id), frozenOf.get(id)];
    if (frozen !== undefined) return parseFrozen(frozen);
    return draft === undefined ? undefined : parseDraft(draft);
  };
  return {
    drafts: (organisation) => translateErrors(() => draftsOf.all(organisation)).map(parseDraft),
    frozen: () => translateErrors(() => allFrozen.all()).map(parseFrozen),
    find(id, organisation) {
      const one = translateErrors(() => lookUp(id));
      return one === undefined || 'document' in one || one.organisation === organisation ? one : undefined;
    },
    record: ({ id, organisation, nowMs: now, decide, frozenAs }) =>
      write(() => {
        const before = lookUp(id);
        const isElsewhere = before !== undefined && before.organisation !== organisation;
        if (isElsewhere) return { decision: { kind: 'elsewhere' as const }, state: NO_BULLETIN };
        const state = before === undefined ? NO_BULLETIN : stateOf(before);
        const decision = decide(state);
        if (decision.kind !== 'happened') return { decision, state };
        if (before === undefined && Number(count.get(organisation)?.n) >= MAX_DRAFTS)
          return { decision: { kind: 'full' as const }, state };
        const next = evolveBulletin(state, decision.event);
        if (next.status !== 'frozen') upsertDraft.run({ id, organisation, state: JSON.stringify(next), now });
        else {
          if (frozenAs === undefined) throw new TypeError('a bulletin is frozen without its document');
          const { document, digest } = frozenAs;
          insertFrozen.run({
            id,
            organisation,
            version: next.version,
            document: JSON.stringify(document),
            digest,
            now,
          });
          deleteById.run(id);
        }
        return { decision, state: next };
      }),
    remove: (id, organisation) => write(() => deleteDraft.run(id, organisation).changes === 1),
    purge: (nowMs) => write(() => void deleteOld.run(nowMs - DRAFTS_KEPT_MS)),
  };
}

/** The state of a frozen bulletin consists only of its version. */
function stateOf(one: DraftBulletin | FrozenBulletin): BulletinState {
  return 'document' in one ? { ...NO_BULLETIN, status: 'frozen', version: one.version } : one.state;
}

/** @throws ZodError for a row that cannot be parsed: it must not count as approved */
function parseDraft(row: unknown): DraftBulletin {
  const { state, changed_ms: changedMs, ...rest } = draftSchema.parse(row);
  const { approval, ...read } = stateSchema.parse(JSON.parse(state));
  return { ...rest, state: { ...read, approval }, changedMs };
}

function parseFrozen(row: unknown): FrozenBulletin {
  const { document, frozen_ms: frozenMs, ...rest } = frozenSchema.parse(row);
  // Not parsed by the current schema: the digest covers the document as it was written.
  return { ...rest, document: JSON.parse(document) as BulletinDocument, frozenMs };
}
