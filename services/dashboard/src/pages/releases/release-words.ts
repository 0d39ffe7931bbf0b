import type { ApprovalRefusal } from '@waylight/disclosure-control';
import type { Approval, ObjectionCode } from '../../api/releases.ts';
import { formatInstant } from '../../text/format.ts';
import type { Locale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import type { Act } from './approval-acts.ts';

const STATES: Readonly<Record<Approval['status'], MessageId>> = {
  'not-requested': 'approval.notRequested',
  open: 'approval.open',
  approved: 'approval.published',
  objected: 'approval.objected',
  expired: 'approval.expired',
  withdrawn: 'approval.withdrawn',
};

/** A listed release without approval state is published. */
export const stateText = (approval: Approval | undefined, { t }: Locale): string =>
  t(STATES[approval?.status ?? 'approved']);

export const REASONS: Readonly<Record<ObjectionCode, MessageId>> = {
  'risk-to-persons': 'reason.riskToPersons',
  'identifies-place': 'reason.identifiesPlace',
  'error-in-data': 'reason.errorInData',
  'ongoing-proceedings': 'reason.ongoingProceedings',
  'not-agreed': 'reason.notAgreed',
};

/** Messages for a refused action, by the service's code. */
export const APPROVAL_REFUSALS: Readonly<Record<ApprovalRefusal | 'needs-none', MessageId>> = {
  'not-requested': 'refusal.notRequested',
  expired: 'refusal.expired',
  objected: 'refusal.objected',
  withdrawn: 'refusal.withdrawn',
  'already-approved': 'refusal.alreadyApproved',
  'not-approved': 'refusal.notApproved',
  'not-the-requester': 'refusal.notTheRequester',
  'not-asked': 'refusal.notYetMember',
  'not-delegated': 'refusal.notDelegated',
  'not-a-member': 'refusal.notAMember',
  'delegate-is-oneself': 'refusal.delegateIsOneself',
  'needs-none': 'refusal.needsNone',
};

const WITHDRAW: Readonly<Record<Extract<Act, { kind: 'withdraw' }>['what'], MessageId>> = {
  approval: 'act.withdrawApproval',
  request: 'act.withdrawRequest',
  release: 'act.withdrawRelease',
};

/** Labels of actions. */
export function actText(act: Act, own: string, { t }: Locale): string {
  switch (act.kind) {
    case 'request':
      return t('act.request');
    case 'approve':
      return act.organisation === own
        ? t('act.approve')
        : t('act.approveFor', { organisation: act.organisation });
    case 'object':
      return t('act.object');
    case 'withdraw':
      return t(WITHDRAW[act.what]);
    default:
      return act satisfies never;
  }
}

/** An instant of the service, in local time. */
export const instantText = (iso: string): string => formatInstant(Date.parse(iso));
