import type { RouteAuthorizer } from '@waylight/service-kit';
import { accessTo, hasEndpoint, NO_ROUTE } from '../pure/table/access-table.ts';
import { accessDeniedError } from './authorizer.ts';

/** The gate of a server of health and metrics: nobody says there who he is. */
export const opsAuthorizer: RouteAuthorizer = {
  hasRule: (endpoint) => hasEndpoint('health-and-metrics', endpoint),
  noRoute: NO_ROUTE,
  authorize: (_request, endpoint) => {
    if (accessTo('health-and-metrics', endpoint, 'public') === 'refused') throw accessDeniedError();
  },
};
