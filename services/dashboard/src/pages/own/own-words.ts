import type { NodeProblemCode } from '../../api/ask-node.ts';
import type { MessageId } from '../../text/texts.ts';
import type { OwnBy } from './own-command.ts';

export const BY_WORDS: Readonly<Record<OwnBy, MessageId>> = {
  period: 'own.by.period',
  type: 'own.by.type',
  perpetrator: 'own.by.perpetrator',
  segment: 'own.by.segment',
  personGroup: 'own.by.personGroup',
  service: 'own.by.service',
};

/** Message and next step for each problem. The command is always shown below. */
export const PROBLEM_WORDS: Readonly<
  Record<NodeProblemCode, { readonly says: MessageId; readonly next: MessageId }>
> = {
  unreachable: { says: 'own.unreachable', next: 'own.unreachable.next' },
  refused: { says: 'own.refused', next: 'own.refused.next' },
  busy: { says: 'own.busy', next: 'own.busy.next' },
  wrong: { says: 'own.wrong', next: 'own.wrong.next' },
  others: { says: 'own.others', next: 'own.others.next' },
  unreadable: { says: 'own.unreadable', next: 'own.unreadable.next' },
};
