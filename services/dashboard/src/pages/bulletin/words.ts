import type { BulletinRefusal } from '@waylight/bulletin';
import type { Bulletin, BulletinContent, Finding } from '../../api/bulletin-schemas.ts';
import { countedBy } from '../../model/table-name.ts';
import { dimensionText } from '../../text/code-text.ts';
import { formatDay } from '../../text/format.ts';
import type { Locale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import type { Presentation } from './figure-grid.ts';

export const STATUS_WORDS: Readonly<Record<Bulletin['status'], MessageId>> = {
  draft: 'bulletin.status.draft',
  submitted: 'bulletin.status.submitted',
  approved: 'bulletin.status.approved',
  frozen: 'bulletin.status.frozen',
};

export const AUDIENCE_WORDS: Readonly<Record<BulletinContent['audience'], MessageId>> = {
  partners: 'bulletin.audience.partners',
  network: 'bulletin.audience.network',
  authorities: 'bulletin.audience.authorities',
  public: 'bulletin.audience.public',
};

export const BLOCK_WORDS: Readonly<Record<BulletinContent['blocks'][number]['kind'], MessageId>> = {
  text: 'bulletin.block.text',
  figure: 'bulletin.block.figure',
  completeness: 'bulletin.block.completeness',
  'late-and-corrections': 'bulletin.block.late',
  method: 'bulletin.block.method',
  attribution: 'bulletin.block.attribution',
  footnotes: 'bulletin.block.footnotes',
};

export const PRESENTATION_WORDS: Readonly<Record<Presentation, MessageId>> = {
  table: 'bulletin.presentation.table',
  bars: 'bulletin.presentation.bars',
  line: 'bulletin.presentation.line',
  map: 'bulletin.presentation.map',
  matrix: 'bulletin.presentation.table',
};

export const FINDING_WORDS: Readonly<Record<Finding['kind'], MessageId>> = {
  number: 'bulletin.finding.number',
  date: 'bulletin.finding.date',
  place: 'bulletin.finding.place',
};

/** Messages for refused commands, by the service's code. */
export const REFUSAL_WORDS: Readonly<
  Record<BulletinRefusal | 'too-many-drafts' | 'has-problems', MessageId>
> = {
  frozen: 'refusal.frozen',
  stale: 'refusal.stale',
  'not-submitted': 'refusal.notSubmitted',
  'own-version': 'refusal.ownVersion',
  'reads-otherwise': 'refusal.readsOtherwise',
  'not-approved': 'refusal.notYetApproved',
  'too-many-drafts': 'refusal.tooManyDrafts',
  'has-problems': 'refusal.hasProblems',
};

/** Title of a figure: unit and dimensions. The public record is not a table of the plan, so its dimensions are listed. */
export function figureText(layer: string | undefined, by: readonly string[], locale: Locale): string {
  const about = by.filter((name) => name !== 'period');
  if (layer !== 'public-record') return countedBy(about, locale);
  const names = about.map((name) => dimensionText(name, locale)).join(' × ');
  return `${locale.t('record.title')}: ${names === '' ? locale.t('overview.region') : names}`;
}

/**
 * Describes a path in a bulletin, such as "title", "blocks[2].text" or "bindings[1]" with the name of its placeholder. Unknown
 * paths are returned unchanged.
 */
export function placeText(path: string, { t, number }: Locale, name?: string): string {
  if (path === 'title') return t('bulletin.title');
  if (path.startsWith('bindings[') && name !== undefined) return t('bulletin.place.number', { name });
  const match = /^blocks\[(\d+)\](?:\.(text|caption))?/.exec(path);
  if (match === null) return path;
  const n = number(Number(match[1]) + 1);
  return match[2] === 'caption' ? t('bulletin.place.caption', { n }) : t('bulletin.place.block', { n });
}

/** The day of an instant in UTC, because a bulletin reads the same everywhere. */
export const dayOf = (at: string): string => formatDay(at.slice(0, 10));
