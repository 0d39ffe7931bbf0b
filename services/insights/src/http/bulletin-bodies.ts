import type { BulletinState } from '@waylight/bulletin';
import { renderBulletin } from '../bulletins/render-bulletin.ts';
import type { InsightsContext } from '../context.ts';
import type { DraftBulletin, FrozenBulletin } from '../database/bulletin-store.ts';
import { toInstant } from './instants.ts';

const titleOf = ({ title }: { readonly title: FrozenBulletin['document']['title'] }): string =>
  title.map((part) => ('text' in part ? part.text : part.reading)).join('');

export const draftSummary = ({ id, organisation, state, changedMs }: DraftBulletin) => {
  const { title, audience, period } = requireContent(state).content;
  return {
    id,
    organisation,
    version: state.version,
    status: state.status,
    title,
    audience,
    period,
    changedAt: toInstant(changedMs),
  };
};

export const frozenSummary = ({ id, organisation, version, document, digest, frozenMs }: FrozenBulletin) => ({
  id,
  organisation,
  version,
  status: 'frozen' as const,
  title: titleOf(document),
  audience: document.audience,
  period: document.period,
  digest,
  frozenAt: toInstant(frozenMs),
});

async function draftBody(context: InsightsContext, draft: DraftBulletin, person: string | undefined) {
  const { state, changedMs } = draft;
  const { content, author } = requireContent(state);
  const { document, digest, findings, problems } = await renderBulletin(context, content);
  const { audience: _, period: __, changedAt: ___, ...summary } = draftSummary(draft);
  return {
    ...summary,
    at: toInstant(changedMs),
    content,
    document: toMutableDocument(document),
    digest,
    findings: findings.map((finding) => ({ ...finding })),
    problems: problems.map((problem) => ({ ...problem })),
    isOwnVersion: author === person,
  };
}

function requireContent(state: BulletinState) {
  const { content, author } = state;
  if (content === undefined) throw new TypeError(`the draft of version ${state.version} has no content`);
  return { content, author };
}

function frozenBody(frozen: FrozenBulletin) {
  const { audience: _, period: __, frozenAt: at, ...summary } = frozenSummary(frozen);
  return { ...summary, at, document: toMutableDocument(frozen.document), digest: frozen.digest };
}

/** The schema's type has mutable arrays. */
const toMutableDocument = (document: FrozenBulletin['document']) => ({
  ...document,
  blocks: document.blocks.map((block) => ({ ...block })),
});

/** A bulletin with its text. `person` is the reader, who may be the author of the version. */
export const bulletinBody = async (
  context: InsightsContext,
  bulletin: DraftBulletin | FrozenBulletin,
  person: string | undefined,
) => ('document' in bulletin ? frozenBody(bulletin) : draftBody(context, bulletin, person));
