import { AuditKind } from '@waylight/contracts/audit';
import { ReportEvent, ShareWith } from '@waylight/contracts/incident';
import type { PreviewReportRequest, PreviewReportResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import { codeList } from '@waylight/taxonomy';
import type { NodeContext } from '../context.ts';
import { describeFieldTreatment } from '../steps/field-treatment.ts';
import { authorizeWrite } from './authorize.ts';
import { createInvalidArgument, createRefusal, toRpcError } from './refusals.ts';
import { ensureDurable, prepareContent } from './write-report.ts';

/**
 * Shows how the node would store and publish a report. A preview counts against the write rate, because it
 * costs as much as a write.
 */
export function previewReport(ctx: NodeContext): UnaryHandler<PreviewReportRequest, PreviewReportResponse> {
  return async (request, call) => {
    const organisation = authorizeWrite(ctx, call);
    const prepared = prepareContent(ctx, organisation, request.report);
    if (prepared.kind === 'refused') throw toRpcError(prepared);
    const { content, report } = prepared;
    const previewed = ctx.ledger.preview(content);
    const actor = { kind: 'organisation', number: organisation.number } as const;
    await ensureDurable(ctx, { kind: AuditKind.REPORT_PREVIEWED, actor });
    if (previewed.kind === 'invalid') throw toRpcError(createInvalidArgument(previewed.violations));
    if (previewed.kind === 'refused') throw toRpcError(createRefusal(previewed.code, previewed.message));
    const { receipt, outcome, incident, consent, value } = previewed;
    return {
      receipt,
      outcome,
      incident,
      consent,
      // The event is decoded from the bytes that would be published.
      event: value && ReportEvent.decode(value),
      eventBytes: value?.length ?? 0,
      audiences: audiencesUpTo(incident?.shareWith ?? ShareWith.ORGANISATION),
      ...describeFieldTreatment(report, value !== undefined),
    };
  };
}

function audiencesUpTo(shareWith: ShareWith): string[] {
  return codeList('shareWith')
    .filter(({ number }) => number <= shareWith)
    .map(({ id }) => id);
}
