import type { IntakeServiceService } from '@waylight/contracts/intake';
import type { ServiceHandlers } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { getOwnTrends } from './get-own-trends.ts';
import { getReceipt } from './get-receipt.ts';
import { getReview } from './get-review.ts';
import { listCodes } from './list-codes.ts';
import { listReports } from './list-reports.ts';
import { narrowSharing } from './narrow-sharing.ts';
import { previewReport } from './preview-report.ts';
import { retractReport } from './retract-report.ts';
import { reviseActivity } from './revise-activity.ts';
import { reviseReport } from './revise-report.ts';
import { submitActivity } from './submit-activity.ts';
import { submitReport } from './submit-report.ts';
import { submitReports } from './submit-reports.ts';
import { watchReceipts } from './watch-receipts.ts';

export function intakeHandlers(ctx: NodeContext): ServiceHandlers<typeof IntakeServiceService> {
  return {
    submitReport: submitReport(ctx),
    previewReport: previewReport(ctx),
    submitReports: submitReports(ctx),
    reviseReport: reviseReport(ctx),
    retractReport: retractReport(ctx),
    narrowSharing: narrowSharing(ctx),
    submitActivity: submitActivity(ctx),
    reviseActivity: reviseActivity(ctx),
    getReceipt: getReceipt(ctx),
    watchReceipts: watchReceipts(ctx),
    listReports: listReports(ctx),
    getOwnTrends: getOwnTrends(ctx),
    getReview: getReview(ctx),
    listCodes: listCodes(ctx),
  };
}
