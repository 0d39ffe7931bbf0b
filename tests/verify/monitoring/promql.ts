import { parser } from '@prometheus-io/lezer-promql';

/** Names of the metrics that an expression reads. @throws if it is not PromQL. */
export function metricsOfExpression(expression: string): readonly string[] {
  // Grafana replaces its variables before Prometheus reads the expression.
  const text = expression.replaceAll('$__rate_interval', '5m');
  const names: string[] = [];
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) throw new Error(`not PromQL at ${node.from}: ${expression}`);
      if (node.name === 'Identifier' && node.node.parent?.name === 'VectorSelector')
        names.push(text.slice(node.from, node.to));
    },
  });
  return names;
}
