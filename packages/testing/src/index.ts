export { installWithApt } from './apt.ts';
export { type Browser, createBrowser, type VisitedPage } from './browser.ts';
export { CANARIES, findCanaries } from './canaries.ts';
export { CHROMIUM_FLAGS, chromiumForTests, findFirefox, findOrInstallChromium } from './chromium.ts';
export { type Compose, composeForTests } from './compose.ts';
export { bareEnvironment, readTestingConfig, userCacheFolder } from './config.ts';
export type { ContainerSpec, RunningContainer } from './container.ts';
export { containersForTests } from './containers-for-tests.ts';
export { decryptSqlite, openEncryptedSqlite } from './decrypt-sqlite.ts';
export type {
  Containers,
  MissingDependency,
  RunningDependency,
  StartedDependency,
  StartOptions,
} from './dependency.ts';
export { kafkaEnvironment } from './dependency-containers.ts';
export { isDockerReachable, startContainer, startNetwork } from './docker.ts';
export { type DockerEngine, startDockerEngine } from './docker-engine.ts';
export { freePort, isPortFree, portOffset } from './free-port.ts';
export { type GuardedProcess, startGuardedProcess } from './guarded-process.ts';
export { helmForTests } from './helm.ts';
export { type ClientTls, type HttpsRequestOptions, requestHttps } from './https-request.ts';
export { type OwnKafkaOptions, startKafka, startOwnKafka } from './kafka.ts';
export { type KafkaCluster, startKafkaCluster } from './kafka-cluster.ts';
export { fetchKafkaJars, kafkaJarsForTests } from './kafka-jars.ts';
export type { KafkaTls } from './kafka-tls.ts';
export { type KubernetesSchemas, kubernetesSchemasForTests } from './kubernetes-schemas.ts';
export type { LocalServer } from './local-server.ts';
export { postgresForTests, startPostgres } from './postgres.ts';
export { type PrometheusPrograms, prometheusForTests } from './prometheus.ts';
export { type OwnRedisOptions, startOwnRedis, startRedis } from './redis.ts';
export { resticForTests } from './restic.ts';
export { type CommandRun, type ParsedArguments, runCommand } from './run-command.ts';
export { installSchemathesis } from './schemathesis.ts';
export { createShiftedClock, type ShiftedClock } from './shifted-clock.ts';
export { type SignInOptions, signIn, signInToTrial, type Visitor } from './sign-in.ts';
export { mountSmallDisk, type SmallDisk } from './small-disk.ts';
export { systemdForTests } from './systemd.ts';
export { type ProxyOptions, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
export {
  addressOf,
  kafkaForTests,
  redisForTests,
  type TestDependency,
  uniqueName,
} from './test-dependencies.ts';
export { type WaitOptions, waitFor } from './wait.ts';
