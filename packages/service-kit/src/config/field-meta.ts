import { z } from 'zod';

export type FieldMeta = {
  readonly env: string;
  readonly secret: boolean;
  readonly description: string;
  readonly wants: string;
  readonly show: (value: unknown) => string;
  readonly required: boolean;
  readonly hasDefault: boolean;
  readonly defaultValue: unknown;
};

/** Collects the metadata of a field from all of its `.default()`, `.optional()` and `.meta()` wrappers. */
export function fieldMeta(name: string, schema: z.core.$ZodType): FieldMeta {
  const layers: z.core.$ZodType[] = [];
  for (let layer: z.core.$ZodType | undefined = schema; layer !== undefined; layer = inner(layer))
    layers.push(layer);
  const meta: z.GlobalMeta = Object.assign(
    {},
    ...layers.reverse().map((layer) => z.globalRegistry.get(layer)),
  );
  if (meta.env === undefined) {
    throw new TypeError(
      `The configuration field ${name} names no environment variable: give it .meta({ env })`,
    );
  }
  const withDefault = layers.find((layer) => layer instanceof z.ZodDefault);
  const optional = layers.some((layer) => layer instanceof z.ZodOptional);
  return {
    env: meta.env,
    secret: meta.secret === true,
    description: meta.description ?? '',
    wants: meta.wants ?? kindOf(schema),
    show: meta.show ?? String,
    required: withDefault === undefined && !optional,
    hasDefault: withDefault !== undefined,
    defaultValue: withDefault?.def.defaultValue,
  };
}

function inner(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return schema.def.innerType;
  return undefined;
}

function kindOf(schema: z.core.$ZodType): string {
  const innermost = inner(schema);
  if (innermost !== undefined) return kindOf(innermost);
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.join(', ')}`;
  return schema instanceof z.ZodString ? 'some text' : `a ${schema._zod.def.type}`;
}
