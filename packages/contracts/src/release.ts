export {
  Audience,
  Axis,
  CodeGroup,
  ReleaseEvent,
  TableDefinition,
} from './gen/waylight/release/v1/release.ts';
