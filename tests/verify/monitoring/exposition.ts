/** A series of a text in the format of Prometheus. */
export type Series = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
};

/** Names of the metrics, also of those without a series. */
export const metricNames = (text: string): readonly string[] =>
  [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name);

export function parseSeries(text: string): readonly Series[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === '') throw new Error(`no series: ${line}`);
      const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, of]) => [label, of] as const);
      return { name, labels: Object.fromEntries(pairs), value };
    });
}

/** The metric of a series: a histogram has three series. */
export const metricOf = (series: string, names: ReadonlySet<string>): string =>
  names.has(series) ? series : series.replace(/_(bucket|sum|count)$/, '');
