export {
  Audience,
  Axis,
  CodeGroup,
  ReleaseEvent,
  Share,
  TableDefinition,
} from './gen/waylight/release/v1/release.ts';
