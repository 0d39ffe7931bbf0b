import { createHash } from 'node:crypto';
import type { Audience } from '@waylight/disclosure-control';
import type { ExplanationMessages } from '@waylight/presentation';
import canonicalize from 'canonicalize';
import { type Binding, type Block, type BulletinContent, textsOf } from './content.ts';
import { namesKosovo } from './findings.ts';
import { segmentsOf } from './placeholders.ts';

/** The explanation that must accompany a number. */
export type Explanation = {
  readonly unit: string;
  readonly source: string;
  readonly rounding: string;
  readonly method: string;
  readonly attribution: readonly string[];
  readonly footnotes: readonly string[];
  /** The first four texts as messages, for translation. */
  readonly sentences: ExplanationMessages;
};

/** The part of an explanation that a `method` block shows. */
export type MethodLine = Omit<Explanation, 'attribution' | 'footnotes'>;

/** A released number. `reading` is its displayed text: "about 15", "0–4". */
export type ReleasedNumber = {
  readonly value: number;
  readonly base: number;
  readonly reading: string;
  readonly release: string;
};

/** A part of a displayed text. */
export type TextPart = { readonly text: string } | ({ readonly binding: string } & ReleasedNumber);

export type SourceResult<Value> =
  | { readonly value: Value; readonly releases: readonly string[]; readonly explain?: Explanation }
  /** The reason why there is no value and what to do, in English (`missing`) and as a code (`reason`). */
  | { readonly missing: string; readonly reason: BulletinProblemReason };

type SourceValue = Exclude<SourceResult<unknown>, { readonly missing: string }>;

/** Data sources of a bulletin, limited to what its audience may read. They contain only released tables and the public record. */
export type Sources = {
  readonly cell: (binding: Binding) => SourceResult<ReleasedNumber>;
  readonly figure: (question: Readonly<Record<string, string>>) => SourceResult<unknown>;
  /** Returns months without an activity report. Undefined if no completeness table was released. */
  readonly monthsWithoutReport: (question: Readonly<Record<string, string>>) => SourceValue | undefined;
  readonly late: (selection: { readonly table: string; readonly period: string }) => SourceResult<unknown>;
  /** Returns how recent each node's data are, and how completely countries reported in the period. */
  readonly completeness: (period: string) => { readonly nodes: unknown; readonly reporting?: SourceValue };
  /** Footnote that is required wherever Kosovo* is named. */
  readonly kosovoFootnote: string;
  /** Notice shown with all data, for example that they are trial data. */
  readonly notice: string | undefined;
};

/** Codes for the cause of a problem; web pages translate them. */
export const PROBLEM_REASONS = [
  'binding-twice',
  'broken-placeholder',
  'no-binding',
  'no-period',
  'no-dimension',
  'no-question',
  'not-released',
  'no-cell',
  'other-table',
  'parts-not-released',
] as const;
export type BulletinProblemReason = (typeof PROBLEM_REASONS)[number];

/** A problem: its path in the content, such as "blocks[2].text", and the offset where it starts. */
export type BulletinProblem = {
  readonly path: string;
  readonly at?: number;
  readonly message: string;
  readonly reason: BulletinProblemReason;
  /** Name of the binding or placeholder. */
  readonly name?: string;
};

export type ResolvedBlock =
  | { readonly kind: 'text'; readonly parts: readonly TextPart[] }
  | {
      readonly kind: 'figure';
      readonly presentation: string;
      readonly caption: readonly TextPart[];
      readonly answer: unknown;
      /** Months of the figure in which countries sent no activity report. Absent if no completeness table was released. */
      readonly silent?: unknown;
    }
  | { readonly kind: 'completeness'; readonly nodes: unknown; readonly reporting?: unknown }
  | {
      readonly kind: 'late-and-corrections';
      readonly table: string;
      readonly period: string;
      readonly late: unknown;
    }
  | { readonly kind: 'method'; readonly of: readonly MethodLine[] }
  | { readonly kind: 'attribution' | 'footnotes'; readonly lines: readonly string[] };

/** A bulletin as readers see it, with every placeholder replaced by its number. */
export type BulletinDocument = {
  readonly title: readonly TextPart[];
  readonly language: string;
  readonly audience: Audience;
  readonly period: string;
  /** Notice for all data of the document. It is not a block, so authors cannot remove it. */
  readonly notice?: string;
  readonly blocks: readonly ResolvedBlock[];
  /** Every release from which the document contains a number. */
  readonly releases: readonly string[];
};

export type Resolution = {
  readonly document: BulletinDocument;
  readonly problems: readonly BulletinProblem[];
};

/** Replaces placeholders by released numbers. Only the authors may see a document with problems. */
export function resolveBulletin(content: BulletinContent, sources: Sources): Resolution {
  const problems: BulletinProblem[] = [];
  const releases = new Set<string>();
  const explanations: Explanation[] = [];
  function collect<Value>(
    result: SourceResult<Value>,
    path: string,
    subject: { name?: string } = {},
  ): Value | undefined {
    if ('missing' in result) {
      problems.push({ path, message: result.missing, reason: result.reason, ...subject });
      return undefined;
    }
    for (const id of result.releases) releases.add(id);
    if (result.explain !== undefined) explanations.push(result.explain);
    return result.value;
  }

  const numbersByName = new Map<string, ReleasedNumber | undefined>();
  content.bindings.forEach((binding, i) => {
    const path = `bindings[${i}]`;
    const { name } = binding;
    if (numbersByName.has(name))
      problems.push({
        path: `${path}.name`,
        message: `another binding already has the name "${name}"`,
        reason: 'binding-twice',
        name,
      });
    else numbersByName.set(name, collect(sources.cell(binding), path, { name }));
  });

  const partsOf = (text: string, path: string): TextPart[] =>
    segmentsOf(text).flatMap((segment): TextPart[] => {
      if (segment.kind === 'words') return [{ text: segment.text }];
      const { at } = segment;
      if (segment.kind === 'broken') {
        problems.push({
          path,
          at,
          message: 'invalid placeholder: write {{name}} with the name of a binding',
          reason: 'broken-placeholder',
        });
        return [{ text: segment.text }];
      }
      const { name } = segment;
      if (!numbersByName.has(name))
        problems.push({ path, at, message: `there is no binding "${name}"`, reason: 'no-binding', name });
      const number = numbersByName.get(name);
      return number === undefined ? [] : [{ binding: name, ...number }];
    });
  const texts = new Map(textsOf(content).map(({ path, text }) => [path, partsOf(text, path)]));
  const partsAt = (path: string): readonly TextPart[] => texts.get(path) ?? [];

  // Blocks that summarise the explanations of all other blocks are resolved last.
  const resolved = content.blocks.map((block, i) => resolveBlock(block, `blocks[${i}]`));
  const blocks = resolved.map((block) => ('summary' in block ? summariseBlock(block.summary) : block));
  const { language, audience, period } = content;
  const { notice } = sources;
  const document = {
    title: partsAt('title'),
    language,
    audience,
    period,
    blocks,
    ...(notice === undefined ? {} : { notice }),
    releases: [...releases].sort(),
  };
  return { document, problems };

  function resolveBlock(block: Block, path: string): ResolvedBlock | { readonly summary: SummaryKind } {
    switch (block.kind) {
      case 'text':
        return { kind: 'text', parts: partsAt(`${path}.text`) };
      case 'figure': {
        const { presentation, question } = block;
        const answer = collect(sources.figure(question), `${path}.question`);
        const shown = { presentation, caption: partsAt(`${path}.caption`), answer: answer ?? null };
        const missing = answer === undefined ? undefined : sources.monthsWithoutReport(question);
        return missing === undefined
          ? { kind: 'figure', ...shown }
          : { kind: 'figure', ...shown, silent: collect(missing, path) };
      }
      case 'late-and-corrections': {
        const { kind, table, period: latePeriod } = block;
        const late = collect(sources.late({ table, period: latePeriod }), path) ?? null;
        return { kind, table, period: latePeriod, late };
      }
      case 'completeness': {
        const { nodes, reporting } = sources.completeness(content.period);
        // Missing completeness is not a problem, because the bulletin itself states that it is missing.
        return reporting === undefined
          ? { kind: 'completeness', nodes }
          : { kind: 'completeness', nodes, reporting: collect(reporting, path) };
      }
      case 'method':
      case 'attribution':
      case 'footnotes':
        return { summary: block.kind };
      default:
        return block satisfies never;
    }
  }

  function summariseBlock(kind: SummaryKind): ResolvedBlock {
    if (kind === 'method') return { kind, of: unique(explanations.map(methodLine)) };
    const lines = unique(explanations.flatMap((one) => one[kind]));
    const isNamed = kind === 'footnotes' && namesKosovo(content) && !lines.includes(sources.kosovoFootnote);
    return { kind, lines: isNamed ? [...lines, sources.kosovoFootnote] : lines };
  }
}

function methodLine({ unit, source, rounding, method, sentences }: Explanation): MethodLine {
  return { unit, source, rounding, method, sentences };
}

type SummaryKind = 'method' | 'attribution' | 'footnotes';

function unique<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [canonicalize(one), one])).values()];
}

/** SHA-256 of a document in hex, over its canonical JSON (RFC 8785) after a domain prefix. */
export function digestOf(document: BulletinDocument): string {
  return createHash('sha256')
    .update(`waylight-bulletin-v1\n${canonicalize(document)}`)
    .digest('hex');
}
