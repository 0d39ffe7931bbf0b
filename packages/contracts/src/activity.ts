export {
  Activity,
  ActivityEvent,
  protobufFileName,
  ServiceCount,
} from './gen/waylight/activity/v1/activity.ts';
