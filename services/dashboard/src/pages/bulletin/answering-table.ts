import { periodKindOf } from '@waylight/calendar';
import { needsApproval } from '@waylight/disclosure-control/audiences';
import { AUDIENCES, type BulletinContent } from '../../api/bulletin-schemas.ts';
import type { PlannedTable } from '../../api/planned-table.ts';

export type Listed = {
  readonly id: string;
  readonly table: string;
  readonly period: string;
  readonly audience: string;
};
export type ForCircle = Pick<BulletinContent, 'audience' | 'period'>;

/** What there is for a bulletin, of what a member sees. */
export type Released = {
  /** Of the plan, in its order. */
  readonly tables: readonly PlannedTable[];
  /** Those that the readers of the bulletin may see. */
  readonly readable: readonly Listed[];
  /** Those that they may see once every member has approved them. */
  readonly awaiting: readonly Listed[];
};

/** What a circle reads of the releases that a member sees: those for it and for wider ones, and what needs an approval once it has it. */
export function releasesFor(
  audience: BulletinContent['audience'],
  releases: readonly Listed[],
  approvals: readonly { readonly release: string; readonly status: string }[],
): Pick<Released, 'readable' | 'awaiting'> {
  const approved = new Set(
    approvals.flatMap(({ release, status }) => (status === 'approved' ? [release] : [])),
  );
  const isOpen = (one: Listed): boolean =>
    audience === 'partners' || !needsApproval(one.audience) || approved.has(one.id);
  const theirs = releases.filter((one) => isFor(audience, one.audience));
  return { readable: theirs.filter(isOpen), awaiting: theirs.filter((one) => !isOpen(one)) };
}

/** What is released to a circle is for narrower ones too. */
function isFor(audience: BulletinContent['audience'], releasedTo: string): boolean {
  const circles: readonly string[] = AUDIENCES;
  return circles.indexOf(releasedTo) >= circles.indexOf(audience);
}

/**
 * The table whose numbers insights gives for a question of one period: the first of the plan that these readers may see and that tells this
 * apart, and the codes where single ones are asked for. Undefined where it has no release.
 */
export function answeringTable(
  tables: readonly PlannedTable[],
  by: readonly string[],
  { audience, period }: ForCircle,
  readable: readonly Listed[],
  codes: Readonly<Record<string, string>> = {},
): PlannedTable | undefined {
  const kind = periodKindOf(period);
  const first = tables.find(
    (table) =>
      table.period === kind &&
      !addsUpRows(table, by) &&
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

/** Only the rows of a cross add up to released numbers; insights gives no sums of its columns. */
const addsUpRows = ({ dimensions: [, columns], splits }: PlannedTable, by: readonly string[]): boolean =>
  columns !== undefined && splits !== undefined && by.length === 1 && by[0] === columns.name;
