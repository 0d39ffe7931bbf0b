import {
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type Dashboard,
  DashboardBuilder,
  DatasourceVariableBuilder,
  MappingType,
  type Panel,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

type Builder = { build(): Panel };

type PanelSpec = {
  readonly title: string;
  /** What the panel means, and when to act. */
  readonly about: string;
  /** PromQL. */
  readonly expr: string;
  /** Name of each series, with labels as `{{label}}`. */
  readonly legend: string;
};

export type ValueSpec = PanelSpec & {
  readonly unit: 's' | 'bytes' | 'percentunit' | 'short' | 'dateTimeFromNow';
  /** From these values on the panel is yellow and red. If red is below yellow, smaller values are worse. */
  readonly yellow?: number;
  readonly red?: number;
};

const DATASOURCE = { type: 'prometheus', uid: '$datasource' };
const THIRD = 8;
const HALF = 12;

const query = ({ expr, legend }: PanelSpec) =>
  new DataqueryBuilder().refId('A').expr(expr).legendFormat(legend);

/** The current value of each series. */
export function value(spec: ValueSpec): Builder {
  return statOf(spec).unit(spec.unit).thresholds(thresholdsOf(spec));
}

/** A state of each series: `good` is the number that is green, and every other one is red. */
export function state(
  spec: PanelSpec & { readonly good: 0 | 1; readonly texts: readonly [zero: string, one: string] },
): Builder {
  const result = (number: 0 | 1) => ({
    text: spec.texts[number],
    color: number === spec.good ? 'green' : 'red',
    index: number,
  });
  return statOf(spec).mappings([{ type: MappingType.ValueToText, options: { 0: result(0), 1: result(1) } }]);
}

/** The text of a label of each series, such as a version. */
export function label(spec: PanelSpec): Builder {
  return statOf(spec).textMode(BigValueTextMode.Name);
}

/** The course of each series. */
export function course(spec: ValueSpec): Builder {
  return new TimeSeriesBuilder()
    .title(spec.title)
    .description(spec.about)
    .datasource(DATASOURCE)
    .span(HALF)
    .height(7)
    .min(0)
    .unit(spec.unit)
    .legend(new VizLegendOptionsBuilder().showLegend(true))
    .withTarget(query(spec));
}

export function dashboard(
  uid: string,
  title: string,
  description: string,
  panels: readonly Builder[],
): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['waylight'])
    .time({ from: 'now-7d', to: 'now' })
    .refresh('1m')
    .readonly()
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'));
  for (const panel of panels) builder.withPanel(panel);
  return builder.build();
}

function statOf(spec: PanelSpec): StatBuilder {
  return new StatBuilder()
    .title(spec.title)
    .description(spec.about)
    .datasource(DATASOURCE)
    .span(THIRD)
    .height(5)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .withTarget(query(spec).instant());
}

function thresholdsOf({ yellow, red }: ValueSpec): ThresholdsConfigBuilder {
  const isSmallWorse = yellow !== undefined && red !== undefined && red < yellow;
  const steps = isSmallWorse
    ? [
        { value: null, color: 'red' },
        { value: red, color: 'yellow' },
        { value: yellow, color: 'green' },
      ]
    : [
        { value: null, color: 'green' },
        ...(yellow === undefined ? [] : [{ value: yellow, color: 'yellow' }]),
        ...(red === undefined ? [] : [{ value: red, color: 'red' }]),
      ];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}
