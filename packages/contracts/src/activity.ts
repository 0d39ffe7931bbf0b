export {
  Activity,
  ActivityEvent,
  ServiceCount,
} from './gen/waylight/activity/v1/activity.ts';
