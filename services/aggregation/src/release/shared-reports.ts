import { Layer } from '@waylight/contracts/incident';
import {
  AUDIENCES,
  type Audience,
  countsFor,
  hasEnoughReports,
  type PlannedTable,
  type ShareWith,
} from '@waylight/disclosure-control';
import { codeByNumber } from '@waylight/taxonomy';
import {
  decodeCell,
  decodeCoordinates,
  decodeReceivedCoordinates,
  type ReceivedCoordinates,
} from '@waylight/trends';
import type { CellMap } from '@waylight/view-store';
import { storedText } from '../count/stored-text.ts';
import { bucketsOf } from './frozen-period.ts';

/** Audiences for which enough reports of a period are shared; see `hasEnoughReports`. */
export function audiencesWithEnoughReports(
  table: PlannedTable,
  period: string,
  cells: readonly CellMap[],
): readonly Audience[] {
  const decode = table.dated === 'received' ? decodeReceivedCoordinates : decodeCoordinates;
  const reports = new Map<Audience, Map<number, number>>(AUDIENCES.map((audience) => [audience, new Map()]));
  for (const buckets of cells)
    for (const bucket of bucketsOf(table, period))
      for (const [field, value] of buckets.get(bucket) ?? []) {
        const coordinates = decode(field);
        const shareWith = shareWithOf(coordinates);
        const { incidents } = decodeCell(storedText(value));
        for (const [audience, counts] of reports)
          if (shareWith !== undefined && countsFor(audience, shareWith))
            counts.set(coordinates.organisation, (counts.get(coordinates.organisation) ?? 0) + incidents);
      }
  return AUDIENCES.filter((audience) => hasEnoughReports(reports.get(audience) ?? new Map(), table.period));
}

/** Sharing level of a cell of reports; undefined for the public record and unknown codes. */
export function shareWithOf({
  layer,
  shareWith,
}: Pick<ReceivedCoordinates, 'layer' | 'shareWith'>): ShareWith | undefined {
  if (layer !== Layer.REPORTS) return undefined;
  return codeByNumber('shareWith', shareWith)?.id as ShareWith | undefined;
}
