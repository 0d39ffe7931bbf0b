import { activityTopic, progressTopic, reportsTopic } from '@waylight/contracts';
import { ActivityEvent } from '@waylight/contracts/activity';
import { ReportEvent } from '@waylight/contracts/incident';
import { Activity, IntakeServiceClient, IntakeServiceService, Presence } from '@waylight/contracts/intake';
import { NodeProgress } from '@waylight/contracts/operations';
import type { EventLog } from '@waylight/event-log';
import { clientCredentials } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { callUnary, createNodeClient, exampleDeath, type ProcessRegion } from '@waylight/tests-region';
import { expect } from 'vitest';
import { openRegionLog } from './whole-log.ts';

/**
 * Appends older revisions of a report and an activity report behind newer ones, as a stalled connection does whose bytes
 * reach the broker late. Expects that the node of MK appends the newer revisions again.
 */
export async function expectLateAppendsRepaired(region: ProcessRegion, kafka: string): Promise<void> {
  await using open = new AsyncDisposableStack();
  const log = open.adopt(openRegionLog(kafka, region.topicPrefix), (one) => one.close());
  const appender = open.adopt(log.createAppender(), (one) => one.close());
  const port = region.ports.intake('MK');
  const tls = region.certificates.organisation('DRC');
  const mk = open.adopt(createNodeClient('MK', port, tls), (one) => one.close());
  const intake = open.adopt(new IntakeServiceClient(`localhost:${port}`, clientCredentials(tls)), (one) =>
    one.close(),
  );

  const expectRepaired = async (
    topic: string,
    revisionOf: (value: Uint8Array) => number,
    submit: () => Promise<unknown>,
    revise: () => Promise<unknown>,
  ): Promise<void> => {
    const before = (await readTopic(log, topic)).map(({ key }) => String(key));
    const own = async () => (await readTopic(log, topic)).filter(({ key }) => !before.includes(String(key)));
    const reach = (...revisions: number[]) =>
      waitFor(
        `revisions ${revisions} on ${topic}`,
        async () => String((await own()).map(({ value }) => revisionOf(value))) === String(revisions),
      );
    await submit();
    await reach(1);
    await revise();
    await reach(1, 2);
    const [older, newer] = await own();
    await appender.append(topic, [older!]);
    await reach(1, 2, 1, 2);
    expect((await own()).at(-1)).toEqual(newer);
  };

  const report = (dead: number) => exampleDeath('late', 'MK', dead);
  await expectRepaired(
    reportsTopic('MK'),
    (value) => ReportEvent.decode(value).revision,
    () => mk.submit(report(8)),
    () => mk.revise(report(9), 1),
  );
  const activity = (fieldVisits: number) =>
    Activity.fromPartial({
      ...{ activityId: 'late', fromDay: '2026-02-01', toDay: '2026-02-28' },
      ...{ country: 'MK', presence: Presence.PRESENT, fieldVisits },
    });
  const { submitActivity, reviseActivity } = IntakeServiceService;
  await expectRepaired(
    activityTopic('MK'),
    (value) => ActivityEvent.decode(value).revision,
    () => callUnary(intake, submitActivity, { activity: activity(3), validateOnly: false }),
    () => callUnary(intake, reviseActivity, { activity: activity(7), baseRevision: 1, validateOnly: false }),
  );
  await waitFor('progress without outdated records', async () => {
    const progress = (await readTopic(log, progressTopic('MK'))).at(-1);
    const { outdatedReports, outdatedActivity } = NodeProgress.decode(progress!.value);
    return outdatedReports.length + outdatedActivity.length === 0;
  });
}

/** Records of a topic with a value, partition by partition. */
async function readTopic(log: EventLog, topic: string) {
  const found: { key: Uint8Array; value: Uint8Array }[] = [];
  for (const { partition, start } of await log.offsets(topic))
    for await (const { records } of log.readFrom({ topic, partition }, start))
      for (const { key, value } of records) if (key !== null && value !== null) found.push({ key, value });
  return found;
}
