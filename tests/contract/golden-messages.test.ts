import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary, toJson } from '@bufbuild/protobuf';
import { descriptorSet } from '@waylight/contracts';
import { describe, expect, it } from 'vitest';
import { goldenVersions, readGoldenMessages, readRegistry } from './golden-messages.ts';
import { projectRoot } from './project.ts';

type Codec = {
  readonly decode: (bytes: Uint8Array) => object;
  readonly encode: (message: object) => { readonly finish: () => Uint8Array };
};

const registry = readRegistry(descriptorSet());

/** Generated code of a type. Nested types are named `Outer_Inner`. */
async function codecOf(type: string): Promise<Codec> {
  const descriptor = registry.getMessage(type);
  if (descriptor === undefined) throw new Error(`${type} no longer exists`);
  const { file } = descriptor;
  const module = await import(
    new URL(`../../packages/contracts/src/gen/${file.name}.ts`, import.meta.url).href
  );
  return module[type.slice(file.proto.package.length + 1).replaceAll('.', '_')];
}

/** True if a message or a message in it kept fields that its type does not have. */
function hasUnknownFields(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  const { _unknownFields: unknown = {}, ...fields } = value as { _unknownFields?: object };
  return Object.keys(unknown).length > 0 || Object.values(fields).some(hasUnknownFields);
}

it('each release from the baseline on has recorded messages', () => {
  const released = [
    ...readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8').matchAll(/^## (\d+\.\d+\.\d+)/gm),
  ].map(([, version]) => version);
  expect(goldenVersions()).toEqual(released.slice(0, released.indexOf('0.3.0') + 1).sort());
});

describe.each(goldenVersions())('messages of %s', (version) => {
  const golden = readGoldenMessages(version);

  it('are read and written by the generated code without loss', async () => {
    expect(golden.length).toBeGreaterThan(100);
    for (const { type, bytes } of golden) {
      const codec = await codecOf(type);
      const message = codec.decode(Buffer.from(bytes, 'base64'));
      expect({ type, isUnknown: hasUnknownFields(message) }).toEqual({ type, isUnknown: false });
      const written = Buffer.from(codec.encode(message).finish()).toString('base64');
      expect({ type, bytes: written }).toEqual({ type, bytes });
    }
  });

  it('have the same names and values as JSON', () => {
    for (const { type, json, bytes } of golden) {
      const descriptor = registry.getMessage(type);
      if (descriptor === undefined) throw new Error(`${type} no longer exists`);
      const message = fromBinary(descriptor, Buffer.from(bytes, 'base64'));
      expect({ type, json: toJson(descriptor, message, { registry }) }).toEqual({ type, json });
    }
  });
});
