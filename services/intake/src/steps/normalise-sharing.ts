import { Layer, ShareWith } from '@waylight/contracts/incident';
import type { Consent, Report } from '@waylight/contracts/intake';
import { codeById } from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
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

/**
 * Who may count the report. None stated is the organisation alone; a public record is public already. It is never more
 * than was agreed to: what goes further is refused and not narrowed here, so that the sender hears of it and nobody
 * misses a report that seemed to be shared.
 */
export function normaliseSharing(
  report: Report,
  consent: Pick<Consent, 'scope'> | undefined,
  findings: Findings,
): Sharing {
  const sharing = statedSharing(report, findings);
  const agreed = codeById('shareWith', consent?.scope ?? '');
  if (agreed !== undefined && sharing.shareWith > agreed.number)
    addViolation(findings, 'share_with', EXCEEDS, [agreed.id]);
  return sharing;
}

const EXCEEDS =
  'is wider than consent.scope: send that or a narrower circle; if more was agreed to since, state that consent';

function statedSharing(report: Report, findings: Findings): Sharing {
  const layer = Object.hasOwn(LAYERS, report.layer) ? LAYERS[report.layer] : undefined;
  if (layer === undefined)
    addViolation(findings, 'layer', 'is no layer: write one of the candidates', ['reports', 'public-record']);
  const isPublic = layer === Layer.PUBLIC_RECORD;
  if (report.shareWith === '')
    return { layer: layer ?? Layer.REPORTS, shareWith: isPublic ? ShareWith.PUBLIC : ShareWith.ORGANISATION };
  const shareWith = (readCode('shareWith', report.shareWith, 'share_with', findings)?.number ??
    ShareWith.ORGANISATION) as ShareWith;
  if (isPublic && shareWith !== ShareWith.PUBLIC && findings.violations.length === 0)
    addViolation(findings, 'share_with', 'of a public record is "public": it is published already', [
      'public',
    ]);
  return { layer: layer ?? Layer.REPORTS, shareWith };
}
