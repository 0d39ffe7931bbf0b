import { type CallerKind, callerKinds } from './caller-kind.ts';

/** Access of a caller at an endpoint. */
export const ACCESSES = {
  answered: 'is answered',
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
  network: 'answered',
  'public-source': 'answered',
  regional: 'answered',
  lead: 'answered',
});

/** Callers that may read coarse counts of other organisations' reports. */
export const REVIEWERS = createRule('refused', { lead: 'answered', operator: 'answered' });

/** `own` means: without counts of other organisations' reports. */
export const NODE_AUDIT_VIEWERS = createRule('refused', {
  lead: 'own',
  officer: 'own',
  operator: 'answered',
});
export const REGION_AUDIT_VIEWERS = createRule('refused', { officer: 'own', operator: 'answered' });

/** `own` means: without counts of reports. */
export const RETENTION_VIEWERS = createRule('refused', { officer: 'own', operator: 'answered' });

export const OPERATORS = createRule('refused', { operator: 'answered' });

/** Releases for the audience of the caller. */
export const READERS = createRule('refused', {
  network: 'answered',
  'public-source': 'answered',
  regional: 'answered',
  lead: 'answered',
  authority: 'answered',
  officer: 'as-public',
  operator: 'as-public',
});

/** Leads and regional organisations approve releases; other callers see an empty list. */
export const APPROVERS = createRule('refused', {
  regional: 'answered',
  lead: 'answered',
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
  analyst: 'answered',
  'network-analyst': 'answered',
  authority: 'answered',
});
export const HTTP_APPROVERS = createRule('absent', {
  unknown: 'refused',
  suspended: 'refused',
  analyst: 'answered',
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
export const EVERYBODY = createRule('answered', {});

/** For every caller with a certificate: health, and content that is published over HTTP or in the repository. */
export const EVERY_CERTIFICATE = createRule('answered', {
  'no-certificate': 'refused',
  public: 'refused',
  analyst: 'refused',
  'network-analyst': 'refused',
});
