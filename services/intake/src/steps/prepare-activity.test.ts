import { dayNumber, isoDay } from '@waylight/calendar';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { Activity, Presence } from '@waylight/contracts/intake';
import { codeList } from '@waylight/taxonomy';
import { describe, expect, it } from 'vitest';
import { prepareActivity } from './prepare-activity.ts';

const TODAY = dayNumber(2026, 3, 20);
const context = { today: TODAY, digest: (content: Uint8Array) => Buffer.from(content).toString('hex') };

const prepared = (fields: Parameters<typeof Activity.fromPartial>[0]) =>
  prepareActivity(
    Activity.fromPartial({
      activityId: 'a-1',
      fromDay: '2026-02-01',
      toDay: '2026-02-28',
      country: 'MK',
      present: true,
      ...fields,
    }),
    'MK',
    context,
  );

const refusals = (fields: Parameters<typeof Activity.fromPartial>[0]) => {
  const result = prepared(fields);
  return result.kind === 'refused'
    ? result.violations.map(({ field, description }) => `${field} ${description}`)
    : [];
};

describe('an activity report', () => {
  it('accepts the country of its node by code or name, and an unknown country', () => {
    for (const country of ['MK', 'mk', 'North Macedonia'])
      expect(prepared({ country })).toMatchObject({ kind: 'prepared', activity: { country: Country.MK } });
    expect(prepared({ country: 'unknown' })).toMatchObject({ kind: 'prepared' });
  });

  it('refuses another country, and names the node of that country', () => {
    for (const { id } of codeList('country').filter(({ id: one }) => one !== 'MK' && one !== 'unknown')) {
      const [refusal, ...more] = refusals({ country: id });
      expect(refusal).toContain(`country is ${id}, but this is the node of MK: `);
      const hasNode = NODE_COUNTRIES.some((one) => one === id);
      expect(refusal?.endsWith(`send it to the node of ${id}`)).toBe(hasNode);
      expect(more).toEqual([]);
    }
  });

  it('counts presence if it is set, and otherwise present, with a note', () => {
    const { PRESENT, ABSENT, UNSPECIFIED } = Presence;
    const reading = (presence: Presence, present: boolean) => prepared({ presence, present });
    const none = { kind: 'prepared', notes: [] };
    // On the wire, false and missing are the same. So PRESENT does not contradict false.
    for (const present of [true, false])
      expect(reading(PRESENT, present)).toMatchObject({ ...none, activity: { present: true } });
    expect(reading(ABSENT, false)).toMatchObject({ ...none, activity: { present: false } });
    for (const present of [true, false])
      expect(reading(UNSPECIFIED, present)).toMatchObject({
        activity: { present },
        notes: [
          {
            field: 'presence',
            text: `is not set: read as ${present ? 'present' : 'absent'} from the field present`,
          },
        ],
      });
  });

  it('is refused if presence contradicts other fields, or is not known', () => {
    expect(refusals({ presence: Presence.ABSENT, present: true })).toEqual([
      'presence is ABSENT, but present is true: correct one of them',
    ]);
    expect(refusals({ presence: Presence.ABSENT, present: false, staffDays: 1 })).toEqual([
      'presence is ABSENT despite field visits or staff days',
    ]);
    expect(refusals({ presence: Presence.PRESENT, present: false, staffDays: 1 })).toEqual([]);
    expect(refusals({ presence: 3 as Presence })).toEqual(['presence must be PRESENT or ABSENT']);
  });

  it('has the digest of the same report without presence, so that a newer client can repeat it', () => {
    const digestOf = (fields: Parameters<typeof prepared>[0]) => {
      const result = prepared(fields);
      return result.kind === 'prepared' && result.digest;
    };
    expect(digestOf({ presence: Presence.PRESENT })).toBe(digestOf({}));
    expect(digestOf({ presence: Presence.ABSENT, present: false })).toBe(digestOf({ present: false }));
    expect(digestOf({ presence: Presence.PRESENT, present: false })).toBe(digestOf({}));
  });

  it('is refused with all violations at once', () => {
    const wrong = {
      activityId: '',
      country: 'RS',
      fromDay: '2026-02-28',
      toDay: '2026-02-01',
      present: false,
      fieldVisits: 2,
    };
    expect(
      refusals(wrong)
        .map((text) => text.split(' ')[0])
        .sort(),
    ).toEqual(['activity_id', 'country', 'present', 'to_day']);
    const tomorrow = isoDay(TODAY + 1);
    expect(refusals({ toDay: tomorrow })).toEqual(['to_day is in the future: send only past activity']);
  });
});
