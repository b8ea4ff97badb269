import { isDualWrite } from '../dual-write.ts';
import { hasOneTarget, isMirror } from '../mirror.ts';
import type { PartVerdict } from '../plan-types.ts';
import type { Premises } from '../premises.ts';
import type { SinkKind } from '../request.ts';

type Verdict = Omit<PartVerdict, 'part'>;

/** What a sink can promise. Sources: design.md of Apache Kafka 4.4; KIP-98; rule of thumb for what lies outside Kafka. */
const sinks: Readonly<Record<SinkKind, (premises: Premises) => Verdict>> = {
  kafka: toKafka,
  other_kafka_cluster: toOtherCluster,
  database: toDatabase,
  http_api: (premises) => toOutside(premises, 'the API'),
  email_or_payment: (premises) => toOutside(premises, 'the mail or payment provider'),
  object_store: toObjectStore,
  search_or_cache: () => ({
    guarantee: 'effectively_once',
    why: 'writing the same version again changes nothing',
    way: 'upsert by id with the version of the event; refuse an older version',
  }),
};

export function sinkVerdict(kind: SinkKind, premises: Premises): PartVerdict {
  const verdict = sinks[kind](premises);
  const inStreams = premises.client === 'streams' && kind !== 'kafka';
  const way = inStreams
    ? `not from a processor, which may run twice: write the result to a topic, and from there: ${verdict.way}`
    : verdict.way;
  return { part: `sink: ${kind}`, ...verdict, way };
}

function toKafka(premises: Premises): Verdict {
  const { transactional, client, sources } = premises;
  if (isDualWrite(premises) && !sources.includes('database')) {
    return {
      guarantee: 'at_least_once',
      why: 'a dual write: the service changes its database and publishes, and a crash between the two loses an event or invents one',
      way: 'outbox: write the event as a row in the same database transaction, publish it with CDC or a poller',
    };
  }
  if (transactional) {
    return {
      guarantee: 'exactly_once',
      why: 'output becomes visible to read_committed readers with the commit, and never where it was aborted',
      way: 'every reader of the output sets isolation.level=read_committed',
    };
  }
  if (client === 'connect_source') {
    return {
      guarantee: 'effectively_once',
      why: 'Connect writes again what came after its last flushed source offset (offset.flush.interval.ms, 60 s)',
      way: 'dedupe by the id or log position in the record',
    };
  }
  return {
    guarantee: 'effectively_once',
    why: 'the idempotent producer removes duplicates of its own retries only; a resend after a crash is a new record with the same event id',
    way: 'enable.idempotence=true, acks=all, and an event id made by the business code',
  };
}

function toOtherCluster(premises: Premises): Verdict {
  const { idempotencyKeys } = premises;
  if (premises.transactional && isMirror(premises) && hasOneTarget(premises)) {
    return {
      guarantee: 'exactly_once',
      why: 'the workers keep source offsets and copies in the target cluster, and commit them there in one transaction',
      way: 'run the workers against the target cluster; every reader there sets isolation.level=read_committed',
    };
  }
  const why = 'a transaction ends at its cluster: two clusters cannot commit together';
  const way =
    'write to the own cluster, mirror from there; readers in the other cluster dedupe by event id, not by offset';
  return idempotencyKeys === true
    ? { guarantee: 'effectively_once', why: `${why}; its readers know the second copy by its id`, way }
    : { guarantee: 'at_least_once', why, way };
}

function toDatabase({ client, sources }: Premises): Verdict {
  if (client === 'connect_sink') {
    return {
      guarantee: 'effectively_once',
      why: 'Connect commits offsets after the write, so rows come again after a crash; an upsert makes that harmless',
      way: 'upsert by primary key (insert mode doubles rows), read_committed for the consumer',
    };
  }
  if (client === 'flink') {
    return {
      guarantee: 'effectively_once',
      why: 'rows since the last checkpoint are written again after a crash',
      way: 'upsert by primary key, or the XA sink',
    };
  }
  return {
    guarantee: 'effectively_once',
    why: 'the database is not part of a Kafka transaction, but can refuse what it has seen',
    way: `in one database transaction: insert the event id into processed(event_id primary key, at), then the change${sources.includes('kafka') ? '; or store the offsets there and seek to them on start' : ''}`,
  };
}

function toOutside({ idempotencyKeys }: Premises, whom: string): Verdict {
  const way =
    'send the event id as idempotency key, record the answer before the offset is committed; reconcile what got no answer';
  return idempotencyKeys === true
    ? {
        guarantee: 'effectively_once',
        why: `${whom} is called again after a crash and refuses the second call; it is never exactly once`,
        way,
      }
    : {
        guarantee: 'at_least_once',
        why: `a call that was made cannot be taken back, and ${whom} is called again after a crash`,
        way,
      };
}

function toObjectStore({ client }: Premises): Verdict {
  if (client === 'flink') {
    return {
      guarantee: 'effectively_once',
      why: 'files become visible with the checkpoint; a part of an aborted one is never published',
      way: 'FileSink with rolling on checkpoints',
    };
  }
  return {
    guarantee: 'effectively_once',
    why: 'the same records written again replace the same object',
    way: 'name objects by topic, partition and first offset, and cut them by offsets or record time, never by wall clock',
  };
}
