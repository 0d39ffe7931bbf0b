import { expect, it } from 'vitest';
import { appendAll, createTopic, type LogUnderTest, numbered, topicSpec } from './harness.ts';

export function topicConformanceTests(subject: () => LogUnderTest): void {
  it('creates missing topics, and changes nothing when called again', async () => {
    const { log } = subject();
    const specs = [topicSpec(2), topicSpec(1, { cleanup: 'compact', settings: { 'segment.ms': '60000' } })];
    const names = specs.map(({ name }) => name);
    expect((await log.checkTopics(specs)).problems).toEqual(
      names.map((name) => expect.stringMatching(new RegExp(`^topic .*${name} is missing$`))),
    );
    expect(await log.applyTopics(specs)).toEqual({ created: names, changed: [] });
    expect(await log.applyTopics(specs)).toEqual({ created: [], changed: [] });
    expect(await log.checkTopics(specs)).toEqual({ problems: [] });
    const listed = (await log.listTopics()).filter(({ name }) => names.includes(name));
    expect(new Map(listed.map(({ name, partitions }) => [name, partitions]))).toEqual(
      new Map(specs.map(({ name, partitions }) => [name, partitions])),
    );
  });

  it('accepts records in every partition immediately after the topic was created', async () => {
    const { log } = subject();
    const partitions = 60;
    const topic = await createTopic(log, partitions);
    const records = numbered(partitions).map((one, partition) => ({ ...one, partition }));
    expect(await appendAll(log, topic, records)).toHaveLength(partitions);
  });

  it('reports a setting that differs with both values, and corrects only that setting', async () => {
    const { log } = subject();
    const spec = topicSpec(1, { cleanup: 'compact', settings: { 'segment.ms': '60000' } });
    await log.applyTopics([spec]);
    const wanted = { ...spec, settings: { 'segment.ms': '60000', 'delete.retention.ms': '5000' } };
    const { problems } = await log.checkTopics([wanted]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`${spec.name}: delete.retention.ms is .* and should be 5000`));
    expect(await log.applyTopics([wanted])).toEqual({ created: [], changed: [spec.name] });
    // A broker may confirm a new value and still return the old one briefly.
    await expect.poll(() => log.checkTopics([wanted])).toEqual({ problems: [] });
  });

  it('rejects a different number of partitions, and changes nothing', async () => {
    const { log } = subject();
    const spec = topicSpec(3);
    await log.applyTopics([spec]);
    const fresh = topicSpec(1);
    const refused = await log.applyTopics([fresh, { ...spec, partitions: 4 }]).catch((error) => error);
    expect(refused.code).toBe('partition-count-differs');
    expect(refused.message).toContain(`${spec.name} has 3 partitions and should have 4`);
    expect((await log.checkTopics([{ ...spec, partitions: 4 }])).problems).toEqual([refused.message]);
    expect((await log.listTopics()).some(({ name }) => name === fresh.name)).toBe(false);
  });

  it('throws `topic-missing` for a missing topic', async () => {
    const { log } = subject();
    const { name } = topicSpec(1);
    await expect(log.topicId(name)).rejects.toMatchObject({ code: 'topic-missing' });
    await expect(log.offsets(name)).rejects.toMatchObject({ code: 'topic-missing' });
    const reader = { claim: async () => null, handle: async () => 'done' as const };
    await expect(log.consume({ topics: [name], group: name, reader })).rejects.toMatchObject({
      code: 'topic-missing',
    });
  });
}
