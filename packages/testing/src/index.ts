export { startKafka } from './kafka.ts';
export type { MissingPart, RunningPart, StartedPart, StartOptions } from './part.ts';
export { addressOf, kafkaForTests, type PartForTests, redisForTests, uniqueName } from './parts-for-tests.ts';
export { portOffset } from './port-offset.ts';
export { startRedis } from './redis.ts';
export { type ShiftedClock, shiftedClock } from './shifted-clock.ts';
export { mountSmallDisk, type SmallDisk } from './small-disk.ts';
export { type ProxyOptions, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
export { type WaitOptions, waitFor } from './wait.ts';
