import type { z } from 'zod';
import { type FieldMeta, fieldMeta } from './field-meta.ts';

/** Generates the section of one service in the reference page, as Markdown. */
export function describeConfig(title: string, schema: z.ZodObject): string {
  const rows = configVariables(schema).map(row);
  const head = ['| Variable | Meaning | Wants | Default |', '|---|---|---|---|'];
  return [`## ${title}`, '', ...head, ...rows, ''].join('\n');
}

/** The variables of one service. */
export function configVariables(schema: z.ZodObject): readonly FieldMeta[] {
  return Object.entries(schema.shape).map(([name, field]) => fieldMeta(name, field));
}

function row(meta: FieldMeta): string {
  const meaning = meta.secret ? `${meta.description} (secret)` : meta.description;
  return `| ${['`', meta.env, '`'].join('')} | ${cell(meaning)} | ${cell(meta.wants)} | ${cell(fallback(meta))} |`;
}

function fallback(meta: FieldMeta): string {
  if (meta.required) return '**required**';
  if (!meta.hasDefault) return 'none';
  return meta.secret ? '(not shown)' : `\`${meta.show(meta.defaultValue)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
