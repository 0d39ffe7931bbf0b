import { Activity, Presence } from '@waylight/contracts/intake';
import type { CommandContext } from '../command-context.ts';
import { usageFailure } from '../failure.ts';
import { displayName, readObjects } from './read-file.ts';
import { ACTIVITY_SHAPE } from './report-shape.ts';

const MISSING = 'present is missing: write true if anyone of the organisation was present, otherwise false';

/** Reads the activity reports of a JSON file. A missing `present` is an error, because the node would read it as absent. */
export async function readActivities(
  input: Pick<CommandContext, 'stdin'>,
  file: string,
): Promise<Activity[]> {
  const values = (await readObjects(input, file, ACTIVITY_SHAPE)) as Partial<Activity>[];
  const missing = values.flatMap(({ present }, index) =>
    present === undefined ? [values.length === 1 ? MISSING : `[${index}].${MISSING}`] : [],
  );
  if (missing.length > 0)
    throw usageFailure(
      `${displayName(file)} does not state whether the organisation was present; nothing was sent`,
      ...missing,
    );
  return values.map((value) =>
    Activity.fromPartial({
      ...value,
      presence: value.present === true ? Presence.PRESENT : Presence.ABSENT,
    }),
  );
}
