import type { z } from 'zod';
import { ConfigError, type ConfigProblem } from './config-error.ts';
import { type FieldMeta, fieldMeta } from './field-meta.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a configuration from environment variables. Each field of the schema names its variable by `.meta({ env })`.
 * An empty variable is invalid, not absent.
 * @throws ConfigError with one message that names every wrong variable.
 */
export function loadConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: Environment,
): Readonly<z.output<Schema>> {
  const fields = new Map(Object.entries(schema.shape).map(([name, field]) => [name, fieldMeta(name, field)]));
  const given = Object.fromEntries([...fields].map(([name, meta]) => [name, env[meta.env]]));
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  throw new ConfigError(parsed.error.issues.map((issue) => problemOf(issue, fields, env)));
}

function problemOf(
  issue: z.core.$ZodIssue,
  fields: ReadonlyMap<string, FieldMeta>,
  env: Environment,
): ConfigProblem {
  const meta = fields.get(String(issue.path[0]));
  if (meta === undefined) {
    // A rule about several fields has its own message.
    const variables = [...fields.values()].map((field) => field.env).join(', ');
    return { variable: `(${variables})`, got: null, missing: false, wants: issue.message };
  }
  const value = env[meta.env];
  // A rule about several fields may be reported at one of them. Its message is more precise than that of the field.
  const wants = issue.code === 'custom' && !issue.message.startsWith('wants ') ? issue.message : meta.wants;
  return {
    variable: meta.env,
    got: value === undefined || meta.secret ? null : value,
    missing: value === undefined,
    wants,
  };
}

/** Requires a variable that only the chosen parts need. @throws ConfigError if it is not set. */
export function requireVariable<T>(
  variable: string,
  value: T | undefined,
  wants = 'a value, for the chosen parts',
): T {
  if (value !== undefined) return value;
  throw new ConfigError([{ variable, got: null, missing: true, wants }]);
}
