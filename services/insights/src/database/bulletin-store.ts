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
import { createDatabaseComponent } from './database-component.ts';
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

/** Of one organisation at once. */
export const MAX_DRAFTS = 100;

export type BulletinStore = Component & {
  /** Of an organisation by its id in the registry, the one that changed last first. */
  readonly drafts: (organisation: string) => readonly DraftBulletin[];
  readonly frozen: () => readonly FrozenBulletin[];
  /** A draft of the organisation, or a frozen one of anybody. */
  readonly find: (id: string, organisation: string) => DraftBulletin | FrozenBulletin | undefined;
  /**
   * Decides upon what is recorded and records what happens, one at a time over all processes. `freeze` keeps the document and drops the
   * draft, with the accounts in it, in one step. `elsewhere`: the id is another organisation's, and nothing is said of that one; `full`: the
   * organisation has too many drafts.
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
  /** Takes a draft away for good. False where the organisation has none of this id, or it is frozen. */
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
  ...{ id: z.string(), organisation: z.string(), state: z.string(), changed_ms: z.int() },
});
const frozenSchema = z.object({
  ...{ id: z.string(), organisation: z.string(), version: z.int() },
  ...{ document: z.string(), digest: z.string(), frozen_ms: z.int() },
});

export function createBulletinStore(file: string): BulletinStore {
  const record = createDatabaseComponent('bulletins of insights', file, openStore);
  return {
    ...record,
    drafts: (organisation) => record.use().drafts(organisation),
    frozen: () => record.use().frozen(),
    find: (id, organisation) => record.use().find(id, organisation),
    record: (command) => record.use().record(command),
    remove: (id, organisation) => record.use().remove(id, organisation),
    purge: (nowMs) => record.use().purge(nowMs),
  };
}

function openStore({ sqlite, write, translateErrors }: Database): Omit<BulletinStore, keyof Component> {
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
          if (frozenAs === undefined) throw new TypeError('what is frozen is a document');
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

/** Of a frozen one all that is left is that it is. */
function stateOf(one: DraftBulletin | FrozenBulletin): BulletinState {
  return 'document' in one ? { ...NO_BULLETIN, status: 'frozen', version: one.version } : one.state;
}

/** Throws where a row is none that this program writes: what nobody can read nobody has approved. */
function parseDraft(row: unknown): DraftBulletin {
  const { state, changed_ms: changedMs, ...rest } = draftSchema.parse(row);
  const { approval, ...read } = stateSchema.parse(JSON.parse(state));
  return { ...rest, state: { ...read, approval }, changedMs };
}

function parseFrozen(row: unknown): FrozenBulletin {
  const { document, frozen_ms: frozenMs, ...rest } = frozenSchema.parse(row);
  // As it was written, whatever later versions add: its digest is over it.
  return { ...rest, document: JSON.parse(document) as BulletinDocument, frozenMs };
}
