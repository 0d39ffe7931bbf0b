import { periodKindOf } from '@waylight/calendar';
import { needsApproval } from '@waylight/disclosure-control/audiences';
import { AUDIENCES, type BulletinContent } from '../../api/bulletin-schemas.ts';
import type { PlannedTable } from '../../api/planned-table.ts';
import type { ListedRelease } from '../../api/schemas.ts';

export type AudienceAndPeriod = Pick<BulletinContent, 'audience' | 'period'>;

/** The releases for a bulletin, of those that a member can read. */
export type Released = {
  /** Tables of the plan, in its order. */
  readonly tables: readonly PlannedTable[];
  /** Releases that the audience of the bulletin may read. */
  readonly readable: readonly ListedRelease[];
  /** Releases that it may read once every member has approved them. */
  readonly awaiting: readonly ListedRelease[];
};

/** Divides the releases for an audience, including those for wider ones, into readable and unapproved ones. */
export function releasesFor(
  audience: BulletinContent['audience'],
  releases: readonly ListedRelease[],
  approvals: readonly { readonly release: string; readonly status: string }[],
): Pick<Released, 'readable' | 'awaiting'> {
  const approved = new Set(
    approvals.flatMap(({ release, status }) => (status === 'approved' ? [release] : [])),
  );
  const isOpen = (one: ListedRelease): boolean =>
    audience === 'partners' || !needsApproval(one.audience) || approved.has(one.id);
  const theirs = releases.filter((one) => isFor(audience, one.audience));
  return { readable: theirs.filter(isOpen), awaiting: theirs.filter((one) => !isOpen(one)) };
}

/** A release to an audience is for all narrower audiences too. */
function isFor(audience: BulletinContent['audience'], releasedTo: string): boolean {
  const narrowestFirst: readonly string[] = AUDIENCES;
  return narrowestFirst.indexOf(releasedTo) >= narrowestFirst.indexOf(audience);
}

/**
 * The table from which insights answers a question of one period: the first of the plan that this audience may read and that has
 * the dimensions and codes. Undefined if it has no release.
 */
export function answeringTable(
  tables: readonly PlannedTable[],
  by: readonly string[],
  { audience, period }: AudienceAndPeriod,
  readable: readonly ListedRelease[],
  codes: Readonly<Record<string, string>> = {},
): PlannedTable | undefined {
  const kind = periodKindOf(period);
  const first = tables.find(
    (table) =>
      table.period === kind &&
      !needsSumsOfRows(table, by) &&
      table.audiences.some((one) => isFor(audience, one)) &&
      by.every((name) =>
        table.dimensions.some(
          (one) => one.name === name && (codes[name] === undefined || one.codes.includes(codes[name])),
        ),
      ),
  );
  const isThere = readable.some((one) => one.table === first?.id && one.period === period);
  return isThere ? first : undefined;
}

/** True if the question is about the columns of a cross alone. Its rows would have to be added up, which gives no released number. */
const needsSumsOfRows = ({ dimensions: [, columns], splits }: PlannedTable, by: readonly string[]): boolean =>
  columns !== undefined && splits !== undefined && by.length === 1 && by[0] === columns.name;
