import { create, createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import { descriptorSet, topicRegistry } from '@waylight/contracts';
import { describe, expect, it } from 'vitest';
import { findFreeTextFields } from './free-text.ts';

/** Fields on the log other than numbers, codes and flags, with the reason why they cannot contain free text. */
const ALLOWED: Readonly<Record<string, string>> = {
  'waylight.incident.v1.ReportEvent.report_reference': 'a keyed digest of 16 bytes',
  'waylight.activity.v1.ActivityEvent.activity_reference': 'a keyed digest of 16 bytes',
  'waylight.audit.v1.AuditChainHead.chain':
    'the name of a service or process: 2 to 40 of a-z, 0-9 and "-", or with a country',
  'waylight.audit.v1.AuditChainHead.hash': 'SHA-256, salted',
  'waylight.operations.v1.SealedRestoreJournalBatch.ciphertext': 'a RestoreJournalBatch, sealed by the node',
  'waylight.operations.v1.JournalledReport.reference': 'a keyed digest of 16 bytes',
  'waylight.operations.v1.RestoreJournalBatch.incarnation': 'random, sealed',
  'waylight.operations.v1.NodeProgress.generation': 'created by aggregation: "g" and a number',
  'waylight.operations.v1.NodeProgress.cluster_id': 'the id that Kafka gave the cluster',
  'waylight.operations.v1.NodeProgress.topic_id': 'the id that Kafka gave the topic',
  'waylight.operations.v1.NodeProgress.activity_topic_id': 'the id that Kafka gave the topic',
  'waylight.operations.v1.OutdatedRecord.reference': 'a keyed digest of 16 bytes',
  'waylight.operations.v1.PartitionProgress.current_digest': 'an exclusive-or of digests',
  'waylight.operations.v1.PartitionProgress.refused_references': 'keyed digests of 16 bytes',
  'waylight.operations.v1.NodeProgress.table_ids': 'ids of the release plan',
  'waylight.operations.v1.ClosedPeriod.period': 'a period, such as 2025-03',
  'waylight.operations.v1.DeadLetter.topic': 'a name of the topic registry',
  'waylight.release.v1.ReleaseEvent.release_id': 'made of ids of the release plan and a period',
  'waylight.release.v1.ReleaseEvent.table_id': 'an id of the release plan',
  'waylight.release.v1.ReleaseEvent.period': 'a period, such as 2025-03',
  'waylight.release.v1.ReleaseEvent.broken_down_table_id': 'an id of the release plan',
  'waylight.release.v1.ReleaseEvent.row_dimension': 'an id of the release plan',
  'waylight.release.v1.ReleaseEvent.rows': 'code ids of the code book',
  'waylight.release.v1.ReleaseEvent.pooled_rows': 'code ids of the code book',
  'waylight.release.v1.ReleaseEvent.column_dimension': 'an id of the release plan',
  'waylight.release.v1.ReleaseEvent.columns': 'code ids of the code book',
  'waylight.release.v1.ReleaseEvent.unit': 'an id of the release plan',
  'waylight.release.v1.TableDefinition.component_table_id': 'an id of the release plan',
  'waylight.release.v1.Axis.within_dimension': 'an id of the release plan',
  'waylight.release.v1.CodeGroup.within': 'code ids of the code book',
  'waylight.release.v1.CodeGroup.values': 'code ids of the code book',
  'waylight.release.v1.CodeGroup.rest': 'an id of the release plan',
  'waylight.release.v1.MergedCodes.into': 'code ids of the code book',
  'waylight.release.v1.Completeness.countries': 'code ids of countries, from the release plan',
  'waylight.release.v1.MergedCodes.codes': 'code ids of the code book',
  'waylight.release.v1.ReleaseEvent.signature': 'created by aggregation: 64 bytes of Ed25519',
  'waylight.release.v1.ReleaseEvent.signing_key_id': 'hex digits of a digest of a public key',
};

const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptorSet()));
/** Messages that are on the log only encrypted, within another message. */
const INSIDE = ['waylight.operations.v1.RestoreJournalBatch'];
const messagesOnTheLog = [...new Set([...topicRegistry().map(({ message }) => message), ...INSIDE])];

describe('messages on the log', () => {
  it.each(messagesOnTheLog)('%s is a message of the contracts', (name) => {
    expect(registry.getMessage(name)?.fields).not.toHaveLength(0);
  });

  it('have no field for free text, except for the fields in the list', () => {
    const found = messagesOnTheLog.flatMap((name) => {
      const message = registry.getMessage(name);
      return message === undefined ? [] : findFreeTextFields(message);
    });
    expect([...new Set(found)].sort()).toEqual(Object.keys(ALLOWED).sort());
  });
});

describe('the walk over the descriptors', () => {
  const { STRING, BYTES, MESSAGE, UINT32 } = FieldDescriptorProto_Type;
  const label = FieldDescriptorProto_Label.OPTIONAL;
  const anyFile = create(FileDescriptorProtoSchema, {
    name: 'google/protobuf/any.proto',
    package: 'google.protobuf',
    syntax: 'proto3',
    messageType: [{ name: 'Any', field: [{ name: 'type_url', number: 1, type: STRING, label }] }],
  });
  const demoFile = create(FileDescriptorProtoSchema, {
    name: 'demo.proto',
    package: 'demo',
    syntax: 'proto3',
    dependency: ['google/protobuf/any.proto'],
    messageType: [
      {
        name: 'Outer',
        field: [
          { name: 'number', number: 1, type: UINT32, label },
          { name: 'inner', number: 2, type: MESSAGE, typeName: '.demo.Inner', label },
          { name: 'open', number: 3, type: MESSAGE, typeName: '.google.protobuf.Any', label },
          {
            name: 'counts',
            number: 4,
            type: MESSAGE,
            typeName: '.demo.Outer.CountsEntry',
            label: FieldDescriptorProto_Label.REPEATED,
          },
        ],
        nestedType: [
          {
            name: 'CountsEntry',
            options: { mapEntry: true },
            field: [
              { name: 'key', number: 1, type: STRING, label },
              { name: 'value', number: 2, type: UINT32, label },
            ],
          },
        ],
      },
      {
        name: 'Inner',
        field: [
          { name: 'note', number: 1, type: STRING, label },
          { name: 'blob', number: 2, type: BYTES, label: FieldDescriptorProto_Label.REPEATED },
          { name: 'again', number: 3, type: MESSAGE, typeName: '.demo.Outer', label },
        ],
      },
    ],
  });

  it('finds texts, bytes, maps and open messages at any depth', () => {
    const demo = createFileRegistry(create(FileDescriptorSetSchema, { file: [anyFile, demoFile] }));
    const outer = demo.getMessage('demo.Outer');
    expect(outer && findFreeTextFields(outer).sort()).toEqual([
      'demo.Inner.blob',
      'demo.Inner.note',
      'demo.Outer.counts',
      'demo.Outer.open',
    ]);
  });
});
