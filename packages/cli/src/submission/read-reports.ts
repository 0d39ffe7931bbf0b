import { Report } from '@waylight/contracts/intake';
import type { CommandContext } from '../command-context.ts';
import { readObjects } from '../report-file/read-file.ts';
import { REPORT_SHAPE } from '../report-file/report-shape.ts';

/** The reports of a JSON file; `-` reads stdin. */
export async function readReports(input: Pick<CommandContext, 'stdin'>, file: string): Promise<Report[]> {
  const objects = await readObjects(input, file, REPORT_SHAPE);
  return objects.map((value) => Report.fromPartial(value as Partial<Report>));
}
