import { type CallerKind, callerKinds } from './caller-kind.ts';

/** Access of a caller at an endpoint. */
export const ACCESSES = {
  full: 'gets the full answer',
  own: 'gets only its own content',
  'as-public': 'is answered like the public',
  absent: 'is answered as if nothing were there',
  refused: 'is refused like an unknown caller',
} as const;

export type Access = keyof typeof ACCESSES;

/** Access of every kind of caller at the endpoints that share the rule. */
export type Rule = Readonly<Record<CallerKind, Access>>;

const createRule = (others: Access, exceptions: Partial<Rule>): Rule => ({
  ...(Object.fromEntries(callerKinds.map((kind) => [kind, others])) as Rule),
  ...exceptions,
});

/** Organisations that send reports and read their own reports. */
export const REPORTERS = createRule('refused', {
  network: 'own',
  'public-source': 'own',
  regional: 'own',
  lead: 'own',
});

/** Like REPORTERS, for answers that do not depend on the caller. */
export const CODE_LIST_READERS = createRule('refused', {
  network: 'full',
  'public-source': 'full',
  regional: 'full',
  lead: 'full',
});

/** Callers that may read coarse counts of other organisations' reports. */
export const REVIEWERS = createRule('refused', { lead: 'full', operator: 'full' });

/** `own` means: without counts of other organisations' reports. */
export const NODE_AUDIT_VIEWERS = createRule('refused', {
  lead: 'own',
  officer: 'own',
  operator: 'full',
});
export const REGION_AUDIT_VIEWERS = createRule('refused', { officer: 'own', operator: 'full' });

/** `own` means: without counts of reports. */
export const RETENTION_VIEWERS = createRule('refused', { officer: 'own', operator: 'full' });

export const OPERATORS = createRule('refused', { operator: 'full' });

/** Releases for the audience of the caller. */
export const READERS = createRule('refused', {
  network: 'full',
  'public-source': 'full',
  regional: 'full',
  lead: 'full',
  authority: 'full',
  officer: 'as-public',
  operator: 'as-public',
});

/** Leads and regional organisations approve releases; other callers see an empty list. */
export const APPROVERS = createRule('refused', {
  regional: 'full',
  lead: 'full',
  network: 'absent',
  'public-source': 'absent',
  authority: 'absent',
  officer: 'absent',
  operator: 'absent',
});

/** Over HTTP, the session identifies the reader. Certificates are ignored: without a session, every caller is treated as the public. */
export const HTTP_READERS = createRule('as-public', {
  unknown: 'refused',
  suspended: 'refused',
  analyst: 'full',
  'network-analyst': 'full',
  authority: 'full',
});
export const HTTP_APPROVERS = createRule('absent', {
  unknown: 'refused',
  suspended: 'refused',
  analyst: 'full',
});

/** Content of a signed-in account. Other callers get an empty answer. */
export const HTTP_ACCOUNTS = createRule('absent', {
  unknown: 'refused',
  suspended: 'refused',
  analyst: 'own',
  'network-analyst': 'own',
  authority: 'own',
  officer: 'own',
  operator: 'own',
});

/** Content that the readers of one organisation share. */
export const HTTP_ORGANISATIONS = createRule('absent', {
  unknown: 'refused',
  suspended: 'refused',
  analyst: 'own',
  'network-analyst': 'own',
});

/** Analysts of members write bulletins. Other callers get an empty answer. */
export const HTTP_AUTHORS = createRule('absent', {
  unknown: 'refused',
  suspended: 'refused',
  analyst: 'own',
});

/** Every caller that reaches the port. */
export const EVERYBODY = createRule('full', {});

/** For every caller with a certificate: health, and content that is published over HTTP or in the repository. */
export const EVERY_CERTIFICATE = createRule('full', {
  'no-certificate': 'refused',
  public: 'refused',
  analyst: 'refused',
  'network-analyst': 'refused',
});
