import type { Actor } from '@waylight/audit';
import {
  type BulletinCommand,
  type BulletinProblem,
  type BulletinRefusal,
  type BulletinState,
  decideBulletin,
} from '@waylight/bulletin';
import { AuditKind } from '@waylight/contracts/audit';
import type { InsightsContext } from '../context.ts';
import type { DraftBulletin, FrozenBulletin } from '../database/bulletin-store.ts';
import { assertWithinAudience, type RenderedBulletin, renderBulletin } from './render-bulletin.ts';

/** An analyst of a member organisation. */
export type BulletinAuthor = { readonly member: string; readonly actor: Actor; readonly person: string };

export type BulletinOutcome =
  | { readonly kind: 'done'; readonly changed: boolean; readonly bulletin: DraftBulletin | FrozenBulletin }
  /** No bulletin of this id, or one of another organisation. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'too-many-drafts' }
  | { readonly kind: 'has-problems'; readonly problems: readonly BulletinProblem[]; readonly isSave: boolean }
  | { readonly kind: 'refused'; readonly reason: BulletinRefusal; readonly state: BulletinState };

const AUDIT_KINDS: Readonly<Record<BulletinCommand['kind'], AuditKind>> = {
  save: AuditKind.BULLETIN_SAVED,
  submit: AuditKind.BULLETIN_SUBMITTED,
  approve: AuditKind.BULLETIN_APPROVED,
  freeze: AuditKind.BULLETIN_FROZEN,
};

/** Runs an author's command. `commandOf` gets the current draft as rendered. The result is durable on return. */
export async function runBulletinCommand(
  context: InsightsContext,
  id: string,
  { member, actor, person }: BulletinAuthor,
  commandOf: (current: RenderedBulletin | undefined) => BulletinCommand,
): Promise<BulletinOutcome> {
  const { bulletins, audit, now } = context;
  const before = bulletins.find(id, member);
  const content = before !== undefined && 'state' in before ? before.state.content : undefined;
  const current = content === undefined ? undefined : await renderBulletin(context, content);
  const command = commandOf(current);
  const isSave = command.kind === 'save';
  // Rendered before the transaction: if another version is saved meanwhile, the command is refused as stale.
  const rendered = isSave ? await renderBulletin(context, command.content) : current;
  if (rendered !== undefined && rendered.problems.length > 0 && command.kind !== 'submit')
    return { kind: 'has-problems', problems: rendered.problems, isSave };
  if (rendered !== undefined && command.kind === 'freeze')
    assertWithinAudience(rendered.document, await context.snapshots.current(), context);
  // Audited first, so that no unaudited command ever succeeds.
  await audit.record({ kind: AUDIT_KINDS[command.kind], actor });
  const { decision, state } = bulletins.record({
    id,
    organisation: member,
    nowMs: now(),
    decide: (found) => decideBulletin(found, command, person),
    ...(rendered === undefined ? {} : { frozenAs: rendered }),
  });
  switch (decision.kind) {
    case 'elsewhere':
      return { kind: 'not-found' };
    case 'full':
      return { kind: 'too-many-drafts' };
    case 'refused':
      return state.version === 0 && !isSave
        ? { kind: 'not-found' }
        : { kind: 'refused', reason: decision.reason, state };
    case 'unchanged':
    case 'happened': {
      const bulletin = bulletins.find(id, member);
      if (bulletin === undefined) return { kind: 'not-found' };
      return { kind: 'done', changed: decision.kind === 'happened', bulletin };
    }
    default:
      return decision satisfies never;
  }
}
