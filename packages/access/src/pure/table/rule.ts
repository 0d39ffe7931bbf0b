import type { CallerKind } from './caller-kind.ts';

/** What a caller gets at a door. */
export const ACCESSES = {
  answered: 'is answered',
  own: 'is answered for what is its own, and nothing else',
  'as-public': 'is answered as the public is',
  absent: 'reads what is said of things that are not there',
  refused: 'is refused like somebody whom nobody knows',
} as const;

export type Access = keyof typeof ACCESSES;

/** What every kind of caller gets at the doors that share it. */
export type Rule = Readonly<Record<CallerKind, Access>>;

const createRule = (others: Access, of: Partial<Rule>): Rule => ({
  'no-certificate': others,
  unknown: others,
  suspended: others,
  network: others,
  'public-source': others,
  regional: others,
  lead: others,
  elsewhere: others,
  authority: others,
  officer: others,
  operator: others,
  node: others,
  service: others,
  public: others,
  analyst: others,
  'network-analyst': others,
  ...of,
});

/** Organisations report, and read what they reported. */
export const REPORTERS = createRule('refused', {
  network: 'own',
  'public-source': 'own',
  regional: 'own',
  lead: 'own',
});

/** The same callers, where the answer is the same for all of them. */
export const CODE_READERS = createRule('refused', {
  ...{ network: 'answered', 'public-source': 'answered', regional: 'answered', lead: 'answered' },
});

/** What is about other organisations' reports, in numbers that are made coarse. */
export const REVIEWERS = createRule('refused', { lead: 'answered', operator: 'answered' });

/** Own: what counts nobody else's reports. */
export const NODE_AUDIT_VIEWERS = createRule('refused', {
  lead: 'own',
  officer: 'own',
  operator: 'answered',
});
export const REGION_AUDIT_VIEWERS = createRule('refused', { officer: 'own', operator: 'answered' });

/** Own: without numbers of reports. */
export const RETENTION_VIEWERS = createRule('refused', { officer: 'own', operator: 'answered' });

export const OPERATORS = createRule('refused', { operator: 'answered' });

/** What was released to the circle of whoever asks. */
export const READERS = createRule('refused', {
  ...{ network: 'answered', 'public-source': 'answered', regional: 'answered', lead: 'answered' },
  ...{ authority: 'answered', officer: 'as-public', operator: 'as-public' },
});

/** Members speak about releases; to everybody else it is as if there were none to speak about. */
export const APPROVERS = createRule('refused', {
  ...{ regional: 'answered', lead: 'answered' },
  ...{
    network: 'absent',
    'public-source': 'absent',
    authority: 'absent',
    officer: 'absent',
    operator: 'absent',
  },
});

/** Over HTTP a session says who reads. No certificate is looked at there: whoever shows one is the public. */
export const HTTP_READERS = createRule('as-public', {
  ...{ unknown: 'refused', suspended: 'refused' },
  ...{ analyst: 'answered', 'network-analyst': 'answered', authority: 'answered' },
});
export const HTTP_APPROVERS = createRule('absent', {
  ...{ unknown: 'refused', suspended: 'refused' },
  analyst: 'answered',
});

/** What somebody who has signed in keeps for himself; to everybody else it is as if nobody kept anything. */
export const HTTP_ACCOUNTS = createRule('absent', {
  ...{ unknown: 'refused', suspended: 'refused' },
  ...{ analyst: 'own', 'network-analyst': 'own', authority: 'own', officer: 'own', operator: 'own' },
});

/** What the readers of one organisation share. */
export const HTTP_ORGANISATIONS = createRule('absent', {
  ...{ unknown: 'refused', suspended: 'refused' },
  ...{ analyst: 'own', 'network-analyst': 'own' },
});

/** Members' analysts write; to everybody else it is as if there were nothing to write on. */
export const HTTP_AUTHORS = createRule('absent', {
  ...{ unknown: 'refused', suspended: 'refused' },
  analyst: 'own',
});

/** Whoever reaches the port. */
export const EVERYBODY = createRule('answered', {});

/** Whoever TLS lets in: what is public over HTTP or stands in the repository, and whether a service is well. */
export const EVERY_CERTIFICATE = createRule('answered', {
  ...{ 'no-certificate': 'refused', public: 'refused', analyst: 'refused', 'network-analyst': 'refused' },
});
