/** Generates infra/observability/grafana/*.json from the dashboards in infra/observability/dashboards. */
import { DASHBOARDS } from '../infra/observability/dashboards/index.ts';
import { writeGenerated } from './write-generated.ts';

for (const [name, dashboard] of Object.entries(DASHBOARDS))
  writeGenerated(`infra/observability/grafana/${name}.json`, `${JSON.stringify(dashboard, undefined, 2)}\n`);
