import type { HttpGate } from '@waylight/service-kit';
import { accessTo, hasDoor, NO_ROUTE } from '../pure/table/table.ts';
import { refusal } from './doorkeeper.ts';

/** The gate of a server of health and metrics: nobody says there who he is. */
export const opsGate: HttpGate = {
  knows: (door) => hasDoor('health-and-metrics', door),
  noRoute: NO_ROUTE,
  admit: (_request, door) => {
    if (accessTo('health-and-metrics', door, 'public') === 'refused') throw refusal();
  },
};
