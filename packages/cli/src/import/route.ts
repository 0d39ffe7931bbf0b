import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import type { Mapping } from '../mappings/mapping.ts';
import type { CodedReport, Refusal } from './coded-report.ts';

/** The node that takes a report: the one that was asked for, the country's own, or the one that the mapping names. */
export function routeReport(
  mapping: Mapping,
  coded: CodedReport,
  requestedNode: NodeCountry | undefined,
): NodeCountry | { readonly refusal: Refusal } {
  if (requestedNode !== undefined) return requestedNode;
  const { country } = coded.report;
  const own = NODE_COUNTRIES.find((node) => node === country);
  const named = own ?? mapping.nodes[country];
  if (named !== undefined) return named;
  const field = coded.fields.get('country');
  return {
    refusal: {
      row: coded.row,
      column: field?.column ?? '',
      value: field?.cell ?? '',
      reason: `${country} has no node: name the one that takes its rows in the mapping (nodes: { ${country}: BA }), or give --country`,
      nearest: [],
    },
  };
}
