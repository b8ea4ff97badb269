import { logsThroughLog4j2 } from './versions.ts';

type SecurityProtocol = 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';

export interface Listener {
  /** Upper case, as in the broker's configuration; PLAINTEXT and CONTROLLER are taken. */
  readonly name: string;
  readonly protocol: SecurityProtocol;
  /** A certificate names a host, so a TLS listener usually wants `localhost`. */
  readonly host: 'localhost' | '127.0.0.1';
  readonly port: number;
}

/** One combined node, broker and controller, of a cluster on this machine. */
export interface Node {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly dataFolder: string;
  readonly listeners: readonly Listener[];
}

export interface ClusterShape {
  readonly nodes: readonly Pick<Node, 'id' | 'controllerPort'>[];
  readonly replicationFactor: number;
  /** Set last, so they win over everything else. */
  readonly properties: Readonly<Record<string, string>>;
}

/** The text of `server.properties` of one node. Good for 3.0 to 4.4: older releases ignore the names they do not know. */
export function serverProperties(node: Node, cluster: ClusterShape): string {
  const plain: Listener = { name: 'PLAINTEXT', protocol: 'PLAINTEXT', host: '127.0.0.1', port: node.port };
  const listeners = [plain, ...node.listeners];
  const controller = `CONTROLLER://127.0.0.1:${node.controllerPort}`;
  const replicas = String(cluster.replicationFactor);
  const inSync = String(Math.max(1, cluster.replicationFactor - 1));
  return propertiesText({
    'process.roles': 'broker,controller',
    'node.id': String(node.id),
    'broker.rack': `az${node.id}`,
    'controller.quorum.voters': cluster.nodes
      .map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`)
      .join(),
    listeners: [...listeners.map(address), controller].join(),
    'advertised.listeners': listeners.map(address).join(),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': [
      'CONTROLLER:PLAINTEXT',
      ...listeners.map(({ name, protocol }) => `${name}:${protocol}`),
    ].join(),
    'log.dirs': node.dataFolder,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': '2',
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
    'share.coordinator.state.topic.num.partitions': '2',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    'num.network.threads': '1',
    'num.io.threads': '2',
    'log.cleaner.dedupe.buffer.size': '4194304',
    ...cluster.properties,
  });
}

/** The logging configuration of a release, and the JVM flags that make it write to `logFile`. */
export function logging(version: string, configFile: string, logFile: string): { text: string; flags: string[] } {
  return logsThroughLog4j2(version)
    ? { text: log4j2, flags: [`-Dlog4j2.configurationFile=${configFile}`, `-Dsb.logfile=${logFile}`] }
    : { text: log4j1, flags: [`-Dlog4j.configuration=file:${configFile}`, `-Dsb.logfile=${logFile}`] };
}

/** What the broker logs once it serves requests; the only INFO line that both configurations let through. */
export const startedLine = /Kafka Server started/;

function propertiesText(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function address({ name, host, port }: Listener): string {
  return `${name}://${host}:${port}`;
}

const log4j2 = propertiesText({
  status: 'ERROR',
  appenders: 'f',
  'appender.f.type': 'File',
  'appender.f.name': 'F',
  'appender.f.fileName': '$' + '{sys:sb.logfile}',
  'appender.f.layout.type': 'PatternLayout',
  'appender.f.layout.pattern': '%d{ISO8601} %p %c{1} - %m%n',
  'rootLogger.level': 'WARN',
  'rootLogger.appenderRefs': 'f',
  'rootLogger.appenderRef.f.ref': 'F',
  loggers: 'ks',
  'logger.ks.name': 'kafka.server.KafkaRaftServer',
  'logger.ks.level': 'INFO',
});

const log4j1 = propertiesText({
  'log4j.rootLogger': 'WARN, f',
  'log4j.appender.f': 'org.apache.log4j.FileAppender',
  'log4j.appender.f.File': '$' + '{sb.logfile}',
  'log4j.appender.f.layout': 'org.apache.log4j.PatternLayout',
  'log4j.appender.f.layout.ConversionPattern': '%d{ISO8601} %p %c{1} - %m%n',
  'log4j.logger.kafka.server.KafkaRaftServer': 'INFO',
});
