export type { InsightsServiceServer } from './gen/waylight/insights/v1/insights.ts';
export {
  ExplainRequest,
  ExplainResponse,
  Freshness,
  GetRegionStatusRequest,
  GetRegionStatusResponse,
  GetReleaseRequest,
  GetReleaseResponse,
  GetTrendsRequest,
  GetTrendsResponse,
  InsightsServiceClient,
  InsightsServiceService,
  NodeFreshness,
  ReleaseNotice,
  WatchReleasesRequest,
  WatchReleasesResponse,
} from './gen/waylight/insights/v1/insights.ts';
