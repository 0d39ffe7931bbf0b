export {
  Audience,
  protobufFileName,
  ReleaseEvent,
} from './gen/waylight/release/v1/release.ts';
