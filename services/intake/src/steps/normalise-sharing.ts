import { dayOfIsoDate } from '@waylight/calendar';
import { Layer, ShareWith } from '@waylight/contracts/incident';
import type { Consent, Report, SharingLimit } from '@waylight/contracts/intake';
import { codeById } from '@waylight/taxonomy';
import type { SharingCap } from '../report/decide-narrowing.ts';
import { addViolation, type Findings } from './findings.ts';
import { readCode } from './read-code.ts';

export type Sharing = { readonly layer: Layer; readonly shareWith: ShareWith };

const LAYERS: Readonly<Record<string, Layer>> = {
  '': Layer.REPORTS,
  reports: Layer.REPORTS,
  'public-record': Layer.PUBLIC_RECORD,
};

/** True for a report that is declared a public record, which only some organisations may send. */
export function isPublicRecord(report: Pick<Report, 'layer'>): boolean {
  return report.layer === 'public-record';
}

/**
 * The audience of a report. The default is the organisation alone; a public record is for everyone. An
 * audience wider than the consent is refused and not narrowed, so that the sender knows which reports are
 * shared.
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

const EXCEEDS = 'is wider than consent.scope: send that audience or a narrower one, or state a later consent';

function statedSharing(report: Report, findings: Findings): Sharing {
  const layer = Object.hasOwn(LAYERS, report.layer) ? LAYERS[report.layer] : undefined;
  if (layer === undefined)
    addViolation(findings, 'layer', 'is not a layer: write one of the candidates', [
      'reports',
      'public-record',
    ]);
  const isPublic = layer === Layer.PUBLIC_RECORD;
  if (report.shareWith === '')
    return { layer: layer ?? Layer.REPORTS, shareWith: isPublic ? ShareWith.PUBLIC : ShareWith.ORGANISATION };
  const shareWith = (readCode('shareWith', report.shareWith, 'share_with', findings)?.number ??
    ShareWith.ORGANISATION) as ShareWith;
  if (isPublic && shareWith !== ShareWith.PUBLIC && findings.violations.length === 0)
    addViolation(findings, 'share_with', 'of a public record must be "public": it is published already', [
      'public',
    ]);
  return { layer: layer ?? Layer.REPORTS, shareWith };
}

/**
 * The cap that a moved report has from the node where it was before; undefined if there is none, or
 * after a violation.
 */
export function readCap(limit: SharingLimit | undefined, findings: Findings): SharingCap | undefined {
  if (limit === undefined) return undefined;
  const audience = readCode('shareWith', limit.shareWith, 'limit.share_with', findings);
  const onDay = dayOfIsoDate(limit.since);
  if (onDay === undefined)
    addViolation(findings, 'limit.since', 'must be the day in the receipt, such as 2025-03-14');
  return audience === undefined || onDay === undefined
    ? undefined
    : { to: audience.number as ShareWith, onDay };
}
