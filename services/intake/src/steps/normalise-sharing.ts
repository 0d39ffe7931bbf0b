import { Layer, ShareWith } from '@waylight/contracts/incident';
import type { Report } from '@waylight/contracts/intake';
import { type Findings, refuse } from './findings.ts';
import { readCode } from './read-code.ts';

export type Sharing = { readonly layer: Layer; readonly shareWith: ShareWith };

const LAYERS: Readonly<Record<string, Layer>> = {
  '': Layer.REPORTS,
  reports: Layer.REPORTS,
  'public-record': Layer.PUBLIC_RECORD,
};

/** Whether a report claims to be a published record: only some organisations may send these. */
export function isPublicRecord(report: Pick<Report, 'layer'>): boolean {
  return report.layer === 'public-record';
}

/** Who may count the report. None stated is the organisation alone; a public record is public already. */
export function normaliseSharing(report: Report, findings: Findings): Sharing {
  const layer = Object.hasOwn(LAYERS, report.layer) ? LAYERS[report.layer] : undefined;
  if (layer === undefined)
    refuse(findings, 'layer', 'is no layer: write one of the candidates', ['reports', 'public-record']);
  const isPublic = layer === Layer.PUBLIC_RECORD;
  if (report.shareWith === '')
    return { layer: layer ?? Layer.REPORTS, shareWith: isPublic ? ShareWith.PUBLIC : ShareWith.ORGANISATION };
  const shareWith = (readCode('shareWith', report.shareWith, 'share_with', findings)?.number ??
    ShareWith.ORGANISATION) as ShareWith;
  if (isPublic && shareWith !== ShareWith.PUBLIC && findings.violations.length === 0)
    refuse(findings, 'share_with', 'of a public record is "public": it is published already', ['public']);
  return { layer: layer ?? Layer.REPORTS, shareWith };
}
