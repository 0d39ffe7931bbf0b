/** Of all aggregation processes that share a view store, one holds each of these. */
export const PROGRESS_LEASE = 'progress';
export const PUBLIC_RECORD_LEASE = 'public-record';
export const FRESHNESS_LEASE = 'freshness';
export const RELEASE_LEASE = 'release';
export const REBUILD_LEASE = 'rebuild';
