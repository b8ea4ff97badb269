import type { SourceConnector } from '../connectors.ts';
import type { PartVerdict } from '../plan-types.ts';
import type { Premises } from '../premises.ts';
import type { SourceKind } from '../request.ts';

type Verdict = Omit<PartVerdict, 'part'>;

/** What a source can promise. Sources: KIP-98, KIP-618, design.md of Apache Kafka 4.4; Debezium 3.6. */
const sources: Readonly<Record<SourceKind, (premises: Premises) => Verdict>> = {
  kafka: fromKafka,
  database: fromDatabase,
  outbox: fromOutbox,
  http_request: fromHttp,
  file: fromFile,
  queue: fromQueue,
};

export const sourceVerdict = (kind: SourceKind, premises: Premises): PartVerdict => ({
  part: `source: ${kind}`,
  ...sources[kind](premises),
});

function fromKafka({ client, transactional }: Premises): Verdict {
  if (client === 'connect_source' && transactional) {
    return {
      guarantee: 'exactly_once',
      why: 'MirrorSourceConnector commits the copies and its position in one transaction of the target cluster; which records were one transaction in the source is lost',
      way: 'consumer isolation.level=read_committed in the connector, else it declares no support; readers that move over by translated offsets read some again, so dedupe by event id',
    };
  }
  if (client === 'connect_source') {
    return {
      guarantee: 'at_least_once',
      why: 'a mirror copies records one by one, and copies those since its last flushed offset again after a crash; transactions of the source are not carried over',
      way: 'dedupe in the target by the event id in the record',
    };
  }
  if (transactional && client === 'flink') {
    return {
      guarantee: 'exactly_once',
      why: 'offsets are part of the checkpoint, and the output commits with it',
      way: 'checkpointing mode EXACTLY_ONCE; isolation.level=read_committed on the source',
    };
  }
  if (transactional) {
    return {
      guarantee: 'exactly_once',
      why: 'its offsets are committed in the transaction that holds the output',
      way: 'isolation.level=read_committed, auto-commit off, offsets sent to the transaction',
    };
  }
  if (client === 'flink') {
    return {
      guarantee: 'effectively_once',
      why: 'records since the last checkpoint are read again after a crash, and carry the same id',
      way: 'checkpointing on; put an event id of the producer into every record',
    };
  }
  return {
    guarantee: 'effectively_once',
    why: 'records since the last commit are read again after a crash, and carry the same id',
    way: 'commit offsets after the effect; put an event id of the producer into every record',
  };
}

function fromDatabase({ client, transactional, release, told: { connector } }: Premises): Verdict {
  if (client === 'connect_source' && transactional && connector !== null) return byConnector(connector);
  if (client === 'connect_source' && transactional) {
    return {
      guarantee: 'exactly_once',
      why: 'Connect writes records and source offsets in one transaction (KIP-618), where the connector declares support; Debezium does',
      way: 'distributed workers, exactly.once.support=required',
    };
  }
  if (client === 'connect_source' && connector !== null && !connector.isDebezium) {
    return {
      guarantee: 'at_least_once',
      why: `Connect of ${release} has no exactly-once sources (since 3.3): after a crash ${connector.label} sends rows again`,
      way: 'dedupe by primary key and version, or by the id of an outbox row',
    };
  }
  if (client === 'connect_source') {
    return {
      guarantee: 'effectively_once',
      why: `Connect of ${release} has no exactly-once sources (since 3.3): after a crash changes come again, with the same log position`,
      way: 'dedupe by primary key and log position, or by the id of an outbox row',
    };
  }
  if (client === 'flink') {
    return {
      guarantee: 'exactly_once',
      why: 'with Flink CDC the log position is part of the checkpoint',
      way: 'a CDC source, not a JDBC scan',
    };
  }
  return {
    guarantee: 'at_least_once',
    why: 'a dual write: database and Kafka share no transaction, so a crash between the two loses an event or invents one',
    way: 'outbox: write the event as a row in the same database transaction, publish it with CDC or a poller',
  };
}

function fromOutbox({ client, transactional, told: { connector } }: Premises): Verdict {
  if (client === 'connect_source' && transactional && connector !== null && connector.support !== 'declared')
    return byConnector(connector);
  if (client === 'connect_source' && transactional) {
    return {
      guarantee: 'exactly_once',
      why: 'the row commits with the change, and Connect writes record and source offset in one transaction (KIP-618)',
      way: 'Debezium EventRouter, exactly.once.support=required; consumers dedupe on header id all the same',
    };
  }
  if (client === 'connect_source') {
    return {
      guarantee: 'effectively_once',
      why: 'the row commits with the change; after a crash Connect reads the log again from its last flushed source offset, and the same rows come twice',
      way: 'Debezium EventRouter: it reads the log, so no row has to be marked; consumers dedupe on header id',
    };
  }
  return {
    guarantee: 'effectively_once',
    why: 'the row commits with the change; a row may be published twice after a crash, with the same id',
    way: 'a poller marks rows after the acknowledgement; consumers dedupe on the row id',
  };
}

function fromHttp(premises: Premises): Verdict {
  const { client, idempotencyKeys } = premises;
  if (client === 'connect_source') return connectorDecides('HTTP', premises);
  if (idempotencyKeys === true) {
    return {
      guarantee: 'effectively_once',
      why: "a caller's retry brings the same key and is refused",
      way: 'store the key with the answer in one database transaction, publish by outbox; keep keys for as long as callers retry (24 h is usual)',
    };
  }
  return {
    guarantee: 'at_least_once',
    why: "a caller's retry is a new record to Kafka: the idempotent producer does not know it again",
    way: 'require an Idempotency-Key, store it with the answer, publish by outbox',
  };
}

function fromFile(premises: Premises): Verdict {
  const { client } = premises;
  if (client === 'connect_source') return connectorDecides('file', premises);
  if (client === 'flink') {
    return { guarantee: 'exactly_once', why: 'the position in the file is part of the checkpoint', way: 'FileSource' };
  }
  return {
    guarantee: 'effectively_once',
    why: 'a file that is read again gives the same lines',
    way: 'event id = file name and line (or a hash of the content); rename the file when it is done',
  };
}

function fromQueue(premises: Premises): Verdict {
  const { client } = premises;
  if (client === 'connect_source') return connectorDecides('queue', premises);
  return {
    guarantee: 'effectively_once',
    why: 'the queue delivers again what was not acknowledged, with the same message id',
    way: "event id = the queue's message id; acknowledge there after the acknowledgement of Kafka",
  };
}

function connectorDecides(what: string, { transactional, release, told: { connector } }: Premises): Verdict {
  if (!transactional) {
    return {
      guarantee: 'at_least_once',
      why: `Connect of ${release} has no exactly-once sources (since 3.3): after a crash records come again`,
      way: 'dedupe by an id in the record',
    };
  }
  if (connector !== null) return byConnector(connector);
  return {
    guarantee: 'unknown',
    why: `the ${what} connector was not named, and not every one declares exactly-once support`,
    way: 'set exactly.once.support=required: Connect refuses a connector that does not support it',
  };
}

/** What the named connector declares decides. Source: KIP-618, exactly.once.support. */
function byConnector({ label, support, why }: SourceConnector): Verdict {
  switch (support) {
    case 'declared':
      return {
        guarantee: 'exactly_once',
        why: `Connect writes records and source offsets of ${label} in one transaction (KIP-618); ${why}`,
        way: 'distributed workers, exactly.once.support=required',
      };
    case 'none':
      return {
        guarantee: 'at_least_once',
        why: `${why}, so records may come again after a crash`,
        way: 'exactly.once.support=requested, since Connect refuses `required`; dedupe by primary key and version, or read the log with Debezium',
      };
    case 'unknown':
      return {
        guarantee: 'unknown',
        why: `${label}: ${why}`,
        way: 'set exactly.once.support=required: Connect refuses a connector that does not support it',
      };
  }
}
