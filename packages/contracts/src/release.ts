export {
  Audience,
  ReleaseEvent,
} from './gen/waylight/release/v1/release.ts';
