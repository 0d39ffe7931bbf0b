import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesSchemas } from '@waylight/testing';
import type { Manifest } from '@waylight/tests-contract/helm-files';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

type Schema = Readonly<Record<string, unknown>>;

type Definition = {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
};

/** Returns a check of a manifest by the schema of its kind. It lists violations, and a kind without a schema. */
export function openManifestSchemas({
  kubernetes,
  definitions,
}: KubernetesSchemas): (manifest: Manifest) => string[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, logger: false });
  const readJson = (name: string): Schema => JSON.parse(readFileSync(join(kubernetes, name), 'utf8'));
  // The schemas of all kinds refer to it by this address.
  ajv.addSchema(readJson('_definitions.json'), '/api/_definitions.json');
  const resources = new Map<string, Schema>(
    readdirSync(definitions).flatMap((name) => {
      const { spec }: Definition = parse(readFileSync(join(definitions, name), 'utf8'));
      return spec.versions.map(
        (version) =>
          [
            `${spec.group}/${version.name} ${spec.names.kind}`,
            closed(version.schema.openAPIV3Schema),
          ] as const,
      );
    }),
  );
  const checks = new Map<string, ValidateFunction | undefined>();
  const checkOf = (apiVersion: string, kind: string): ValidateFunction | undefined => {
    const [version, group = ''] = apiVersion.split('/').reverse();
    const file = [kind.toLowerCase(), ...(group === '' ? [] : [group.split('.')[0]]), version].join('-');
    const schema =
      resources.get(`${apiVersion} ${kind}`) ??
      (existsSync(join(kubernetes, `${file}.json`)) ? readJson(`${file}.json`) : undefined);
    return schema === undefined ? undefined : ajv.compile(schema);
  };
  return (manifest) => {
    const { kind, metadata } = manifest;
    const apiVersion = String(manifest.apiVersion);
    const key = `${apiVersion} ${kind}`;
    if (!checks.has(key)) checks.set(key, checkOf(apiVersion, kind));
    const check = checks.get(key);
    if (check === undefined) return [`${kind}/${metadata.name}: no schema of ${key}`];
    check(manifest);
    return (check.errors ?? []).map(({ instancePath, message, params }) =>
      `${kind}/${metadata.name}: ${instancePath} ${message} ${params.additionalProperty ?? ''}`.trimEnd(),
    );
  };
}

/** The same schema without unknown fields, which Kubernetes would drop silently. */
function closed(schema: Schema): Schema {
  const children = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closedKeyword(key, value)]),
  );
  const isOpen =
    schema.properties === undefined ||
    schema.additionalProperties !== undefined ||
    schema['x-kubernetes-preserve-unknown-fields'] === true;
  return isOpen ? children : { ...children, additionalProperties: false };
}

function closedKeyword(key: string, value: unknown): unknown {
  if (key === 'properties') return closedEach(value);
  // Go's `(?i)` needs parentheses in JavaScript.
  if (key === 'pattern') return String(value).replace(/\(\?i\)(.*?)(\$?)$/, '(?i:$1)$2');
  return closedValue(value);
}

const closedEach = (properties: unknown): unknown =>
  Object.fromEntries(Object.entries(Object(properties)).map(([name, value]) => [name, closedValue(value)]));

const closedValue = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? closed({ ...value }) : value;
