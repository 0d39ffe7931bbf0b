import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceError } from '@grpc/grpc-js';
import { progressTopic, reportsTopic } from '@waylight/contracts';
import { Country, IncidentType, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { addressOf, kafkaForTests, MARKED, marksIn, redisForTests, waitFor } from '@waylight/testing';
import {
  dumpKeys,
  type NodeClient,
  nodeClient,
  type ReportFields,
  type SeparateRegion,
  startSeparateRegion,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptReaches } from './receipt-reaches.ts';
import { waylight } from './waylight-process.ts';
import { openRegionLog, wholeLog } from './whole-log.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const SENT = 40;
const LONG_MS = 180_000;

const marked = (reportId: string, more: ReportFields = {}): ReportFields => ({
  reportId,
  occurredOn: '2025-03-14',
  country: 'MK',
  place: MARKED.place,
  types: ['pushback'],
  persons: [{ identity: { ...MARKED.identity }, sex: 'male', originCountry: 'AF' }],
  shareWith: 'partners',
  ...more,
});

const MAPPING = `
version: 1
name: marked
description: What an organisation keeps, identities and notes included
file:
  delimiter: ","
id:
  columns: [id]
dates: iso
constants:
  shareWith: partners
fields:
  occurredOn: date
  country: country
  place: { column: place, onUnknown: unknown }
  types: type
  persons[0].identity.givenNames: given
  persons[0].identity.familyName: family
  persons[0].identity.fatherName: father
  persons[0].identity.birthDate: born
  persons[0].identity.documentNumber: document
  persons[0].identity.phone: phone
`;

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)(
  'a person whose identity is in what is sent',
  () => {
    let region: SeparateRegion;
    let mk: NodeClient;
    const scraped: string[] = [];

    beforeAll(async () => {
      region = await startSeparateRegion({
        kafka: addressOf(kafka),
        redis: addressOf(redis),
        countries: ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'],
        partitions: 1,
        env: {
          intake: { WAYLIGHT_INTAKE_LOG_LEVEL: 'debug' },
          aggregation: { WAYLIGHT_AGGREGATION_LOG_LEVEL: 'debug' },
        },
      });
      mk = nodeClient('MK', region.ports.intake('MK'), region.certificates.organisation('MYLA'));
    });
    afterAll(async () => {
      mk?.close();
      await region?.stop();
    });

    const scrape = async () => {
      for (const one of region.processes()) scraped.push(await one.metrics());
    };
    /** A node that was started again is ready before the connection to it has noticed. */
    const isTaken = (reportId: string) =>
      waitFor(`the node to take ${reportId}`, () =>
        mk.submit(marked(reportId)).then(
          () => true,
          () => false,
        ),
      );
    const reaches = (reportId: string, state: ReceiptState) => receiptReaches(region, mk, reportId, state);

    it('is searched for by a search that finds', () => {
      const { identity } = MARKED;
      expect(marksIn(`{"name":"${identity.familyName}"}`)).not.toEqual([]);
      expect(marksIn(identity.familyName.toUpperCase())).not.toEqual([]);
      expect(marksIn(Buffer.from(`x${identity.documentNumber}y`).toString('base64'))).not.toEqual([]);
      expect(marksIn(Buffer.from(identity.phone).toString('hex'))).not.toEqual([]);
      expect(marksIn('Gevgelija')).not.toEqual([]);
      expect(marksIn('a report of 1988-09-23 from Skopje')).toEqual([]);
    });

    it('goes by report, revision, retraction and import, and is refused without being repeated', {
      timeout: LONG_MS,
    }, async () => {
      await mk.submit(marked('kept-1'));
      await mk.submit(marked('kept-2'));
      await mk.submit(marked('kept-3', { shareWith: 'organisation' }));
      await mk.revise(marked('kept-1', { types: ['physical-violence'] }), 1);
      await mk.retract('kept-2');
      for (const wrong of [
        { types: [MARKED.wrongType] },
        { place: `${MARKED.place} ${MARKED.identity.familyName}`, area: MARKED.wrongType },
        { occurredOn: MARKED.identity.familyName },
        { persons: [{ identity: { ...MARKED.identity, birthDate: MARKED.wrongType } }] },
        { persons: [{ identity: { ...MARKED.identity, phone: MARKED.identity.familyName } }] },
        { reportId: `${MARKED.identity.givenNames} ${MARKED.identity.familyName}` },
      ]) {
        const refused: ServiceError = await mk.submit(marked('refused', wrong)).then(
          () => expect.unreachable('it was taken'),
          (error) => error,
        );
        expect(refused.code).toBe(3);
        const details = refused.metadata.get('grpc-status-details-bin').map((one) => Buffer.from(one));
        expect(marksIn(Buffer.concat([Buffer.from(refused.details), ...details])), refused.details).toEqual(
          [],
        );
      }
      await expect(mk.revise(marked('kept-1', { occurredOn: '2025-03-15' }), 1)).rejects.toMatchObject({
        code: 10,
      });
      await expect(mk.submit(marked('kept-3', { occurredOn: '2025-03-15' }))).rejects.toMatchObject({
        code: 6,
      });

      const { givenNames, familyName, fatherName, birthDate, documentNumber, phone } = MARKED.identity;
      const row = [
        MARKED.place,
        'pushback',
        givenNames,
        familyName,
        fatherName,
        birthDate,
        documentNumber,
        phone,
      ];
      await writeFile(join(region.dir, 'mapping.yaml'), MAPPING);
      await writeFile(
        join(region.dir, 'cases.csv'),
        [
          'id,date,country,place,type,given,family,father,born,document,phone,notes',
          ...['i-1', 'i-2'].map((id) => `${id},2025-03-14,MK,${row.join(',')},${MARKED.notes}`),
          '',
        ].join('\n'),
      );
      const imported = await waylight(region.dir, [
        ...['import', 'cases.csv', '--mapping', './mapping.yaml', '--country', 'MK', '--as', 'MYLA'],
      ]);
      expect(imported, imported.stderr).toMatchObject({ code: 0 });
      await reaches('i-2', ReceiptState.COUNTED);
      await scrape();
    });

    it('goes through crashes of its node and of the aggregation', { timeout: LONG_MS }, async () => {
      const submits = Array.from({ length: SENT }, (_, n) =>
        mk.submit(marked(`crash-${n}`)).catch(() => undefined),
      );
      await Promise.race(submits);
      await region.intake.get('MK')!.kill('SIGABRT');
      await Promise.all(submits);
      await Promise.all([region.intake.get('MK')!.start(), region.workers[0]!.killAndRestart()]);
      for (let n = 0; n < SENT; n++) await isTaken(`crash-${n}`);
      await reaches(`crash-${SENT - 1}`, ReceiptState.COUNTED);
      await scrape();
    });

    it('lies in messages that nobody of us has sent, and appears nowhere else', {
      timeout: LONG_MS,
    }, async () => {
      const log = openRegionLog(addressOf(kafka), region.topicPrefix);
      const appender = log.createAppender();
      const { familyName } = MARKED.identity;
      const reference = Buffer.alloc(16, 7);
      const withStrangeField = Buffer.concat([
        ReportEvent.encode(
          ReportEvent.fromPartial({
            reportReference: reference,
            revision: 1,
            node: Country.MK,
            firstReceivedDay: 20_000,
            codeBookVersion: 1,
            organisation: 5,
            layer: 1,
            change: {
              $case: 'incident',
              value: {
                occurredDay: 20_000,
                datePrecision: 1,
                country: Country.MK,
                primaryType: IncidentType.PUSHBACK,
                shareWith: ShareWith.PARTNERS,
              },
            },
          }),
        ).finish(),
        // Field 1000, a text: unknown to the contract.
        Buffer.from([0xc2, 0x3e, familyName.length]),
        Buffer.from(familyName),
      ]);
      // A worker that starts finds them last on both topics.
      await region.workers[0]!.kill();
      const poison = await appender.append(reportsTopic('MK'), [
        { key: Buffer.from(familyName), value: Buffer.from(JSON.stringify(MARKED)) },
        { key: Buffer.from(MARKED.identity.phone), value: withStrangeField },
        { key: reference, value: withStrangeField },
      ]);
      const [strange] = await appender.append(progressTopic('MK'), [
        { key: Buffer.from(familyName), value: Buffer.from(JSON.stringify(MARKED)) },
      ]);
      const ours = new Set([
        ...poison.map(({ partition, offset }) => `${reportsTopic('MK')} ${partition} ${offset}`),
        `${progressTopic('MK')} ${strange!.partition} ${strange!.offset}`,
      ]);
      await region.workers[0]!.start();
      // A report that comes after the poison is counted: it stands in nobody's way.
      await mk.submit(marked('after'));
      await reaches('after', ReceiptState.COUNTED);
      await region.workers[0]!.killAndRestart();
      await region.intake.get('MK')!.killAndRestart();
      await isTaken('after-2');
      await reaches('after-2', ReceiptState.COUNTED);
      await scrape();

      const records = await wholeLog(log);
      await log.close();
      const where = ({ topic, partition, offset }: (typeof records)[number]) =>
        `${topic} ${partition} ${offset}`;
      const withMark = records.filter(({ bytes }) => marksIn(bytes).length > 0).map(where);
      expect(withMark.sort()).toEqual([...ours].sort());
      expect(records.filter(({ topic }) => topic === 'dead-letters.v1').length).toBeGreaterThanOrEqual(2);
      expect(records.filter(({ topic }) => topic === reportsTopic('MK')).length).toBeGreaterThan(SENT);
      for (const { bytes, topic } of records) expect(bytes.includes('crash-'), topic).toBe(false);

      const dump = await dumpKeys(region.redis, `wl:${region.namespace}:`);
      expect([...dump.keys()].some((key) => key.endsWith(':cells:o2025-03'))).toBe(true);
      for (const [key, content] of dump) {
        expect(marksIn(content), key).toEqual([]);
        expect(content.includes('crash-'), key).toBe(false);
      }

      for (const [country] of region.intake) {
        const folder = region.ledgerDir(country);
        const files = await readdir(folder);
        // Nothing but the ledger and the registry that is in force: no dump, no report.
        const known = /^(ledger\.sqlite(-wal|-shm)?|registry-in-force\.json|.*\.lock)$/;
        expect(files.filter((name) => !known.test(name))).toEqual([]);
        for (const name of files)
          expect(marksIn(await readFile(join(folder, name))), `${country}/${name}`).toEqual([]);
        expect(marksIn(await region.ledgerInTheClear(country)), `the ledger of ${country}`).toEqual([]);
      }
      expect((await region.ledgerInTheClear('MK')).includes('crash-1')).toBe(true);

      for (const one of region.processes()) {
        expect(await readdir(one.cwd), one.name).toEqual([]);
        expect(marksIn(one.output()), one.name).toEqual([]);
        expect(one.output(), one.name).not.toContain('crash-');
      }
      expect(scraped.join('\n')).toContain('waylight_intake_operations_total');
      expect(marksIn(scraped.join('\n'))).toEqual([]);
    });
  },
);
