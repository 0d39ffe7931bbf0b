import { Readable } from 'node:stream';
import { Presence } from '@waylight/contracts/intake';
import { expect, it } from 'vitest';
import { readActivities } from './read-activities.ts';

const read = (content: unknown) =>
  readActivities({ stdin: Readable.from([Buffer.from(JSON.stringify(content))]) }, '-');

it('an activity report states presence, true or false', async () => {
  expect(
    await read([
      { activityId: 'a', present: true },
      { activityId: 'b', present: false },
    ]),
  ).toMatchObject([
    { activityId: 'a', present: true, presence: Presence.PRESENT },
    { activityId: 'b', present: false, presence: Presence.ABSENT },
  ]);
});

it('an activity report without presence is an error, because the node would read it as absent', async () => {
  const message = 'is missing: write true if anyone of the organisation was present, otherwise false';
  for (const absent of [{}, { present: null }])
    await expect(read({ activityId: 'a', ...absent })).rejects.toMatchObject({
      details: [`present ${message}`],
    });
  await expect(read([{ present: true }, { activityId: 'b' }])).rejects.toMatchObject({
    details: [`[1].present ${message}`],
  });
});
