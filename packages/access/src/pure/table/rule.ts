import { type CallerKind, callerKinds } from './caller-kind.ts';

/** Access of a caller at an endpoint. */
export const ACCESSES = {
  answered: 'is answered',
  own: 'is answered for its own content alone',
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

/** Organisations report, and read what they reported. */
export const REPORTERS = createRule('refused', {
  network: 'own',
  'public-source': 'own',
  regional: 'own',
  lead: 'own',
});

/** Like REPORTERS, for answers that do not depend on the caller. */
export const CODE_READERS = createRule('refused', {
  network: 'answered',
  'public-source': 'answered',
  regional: 'answered',
  lead: 'answered',
});

/** Coarse numbers about other organisations' reports. */
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

/** Members approve releases. For all others there are none to approve. */
export const APPROVERS = createRule('refused', {
  regional: 'answered',
  lead: 'answered',
  network: 'absent',
  'public-source': 'absent',
  authority: 'absent',
  officer: 'absent',
  operator: 'absent',
});

/** Over HTTP, the session identifies the reader. Certificates are ignored: their holders are the public. */
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

/** Content of a signed-in account. For all others there is none. */
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

/** Analysts of members write bulletins. For all others there are none. */
export const HTTP_AUTHORS = createRule('absent', {
  unknown: 'refused',
  suspended: 'refused',
  analyst: 'own',
});

/** Every caller that reaches the port. */
export const EVERYBODY = createRule('answered', {});

/** Every caller with a certificate: content that is public over HTTP or in the repository, and health. */
export const EVERY_CERTIFICATE = createRule('answered', {
  'no-certificate': 'refused',
  public: 'refused',
  analyst: 'refused',
  'network-analyst': 'refused',
});
