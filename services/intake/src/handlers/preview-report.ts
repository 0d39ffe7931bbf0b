import { AuditKind } from '@waylight/contracts/audit';
import { ReportEvent, ShareWith } from '@waylight/contracts/incident';
import type { PreviewReportRequest, PreviewReportResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import { codeList } from '@waylight/taxonomy';
import type { NodeContext } from '../context.ts';
import { whatIsKept } from '../steps/what-is-kept.ts';
import { invalid, refused, toRpcError } from './errors.ts';
import { writer } from './guard.ts';
import { contentOf, tellable } from './write-report.ts';

/** What a report would become. It takes the work of a write, so it counts against the rate of writes. */
export function previewReport(ctx: NodeContext): UnaryHandler<PreviewReportRequest, PreviewReportResponse> {
  return async (request, call) => {
    const organisation = writer(ctx, call);
    const checked = contentOf(ctx, organisation, request.report);
    if (checked.kind === 'refused') throw toRpcError(checked);
    const { content, report } = checked;
    const previewed = ctx.ledger.preview(content);
    const by = { kind: 'organisation', number: organisation.number } as const;
    await tellable(ctx, { kind: AuditKind.REPORT_PREVIEWED, by });
    if (previewed.kind === 'invalid') throw toRpcError(invalid(previewed.violations));
    if (previewed.kind === 'refused') throw toRpcError(refused(previewed.code, previewed.message));
    const { receipt, outcome, incident, consent, value } = previewed;
    return {
      ...{ receipt, outcome, incident, consent },
      // Read back from its bytes: what is shown is what would lie there.
      event: value && ReportEvent.decode(value),
      eventBytes: value?.length ?? 0,
      circles: circlesOf(incident?.shareWith ?? ShareWith.ORGANISATION),
      ...whatIsKept(report, value !== undefined),
    };
  };
}

function circlesOf(shareWith: ShareWith): string[] {
  return codeList('shareWith')
    .filter(({ number }) => number <= shareWith)
    .map(({ id }) => id);
}
