import type { CommandContext } from '../command-context.ts';
import { composeUp } from './compose.ts';
import { grantOwnRights } from './grant-rights.ts';
import type { MachineKind } from './machine-kind.ts';

/** Starts or updates all services of a folder, and waits until they are healthy. The region's rights on Kafka come first. */
export async function startByCompose(context: CommandContext, dir: string, kind: MachineKind): Promise<void> {
  const up = composeUp(dir, context.signal);
  if (kind === 'region') {
    await up('kafka', 'redis');
    await grantOwnRights(context, dir);
  }
  await up();
}
