export {
  ClosedRelease,
  DeadLetter,
  DeadLetterReason,
  DeadLetterStep,
  NodeHeartbeat,
  NodeProgress,
  PartitionPosition,
  PartitionProgress,
} from './gen/waylight/operations/v1/log.ts';
export type { OperationsServiceServer } from './gen/waylight/operations/v1/operations.ts';
export {
  CloseDuePeriodsRequest,
  CloseDuePeriodsResponse,
  GetStatusRequest,
  GetStatusResponse,
  ListDeadLettersRequest,
  ListDeadLettersResponse,
  OperationsServiceClient,
  OperationsServiceService,
  PartitionStatus,
  PreviewReleasesRequest,
  PreviewReleasesResponse,
  RebuildRequest,
  RebuildResponse,
  RebuildStep,
  WithheldReason,
  WithheldTable,
} from './gen/waylight/operations/v1/operations.ts';
