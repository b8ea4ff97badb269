import type { Setting } from '../../advice/setting.ts';
import type { Premises } from '../premises.ts';
import type { NeedRule } from './need.ts';

const readCommitted = (source: string): Setting => ({
  name: 'isolation.level',
  value: 'read_committed',
  why: 'records of aborted transactions stay in the log; read_uncommitted hands them out',
  source,
});

const noAutoCommit = (why: string, source: string): Setting => ({
  name: 'enable.auto.commit',
  value: 'false',
  why,
  source,
});

const commitWhy = ({ transactional }: Premises) =>
  transactional
    ? 'offsets go into the transaction; auto-commit would move them though it aborts'
    : 'commit after the effect, not on a timer';

export const javaConsumerNeeds: NeedRule = (premises) =>
  premises.client !== 'java' || !premises.sources.includes('kafka')
    ? null
    : {
        family: 'consumer',
        applies_to: [`consumer of ${premises.label}`],
        ofClient: true,
        settings: [
          readCommitted('Apache Kafka ConsumerConfig'),
          noAutoCommit(commitWhy(premises), 'Apache Kafka ConsumerConfig'),
        ],
      };

export const librdkafkaConsumerNeeds: NeedRule = (premises) =>
  premises.client !== 'librdkafka' || !premises.sources.includes('kafka')
    ? null
    : {
        family: 'librdkafka',
        applies_to: [`consumer of ${premises.label}`],
        ofClient: false,
        settings: [
          readCommitted('librdkafka 2.15 CONFIGURATION.md'),
          noAutoCommit(commitWhy(premises), 'librdkafka 2.15 CONFIGURATION.md'),
        ],
      };

export const kafkajsConsumerNeeds: NeedRule = (premises) =>
  premises.client !== 'kafkajs' || !premises.sources.includes('kafka')
    ? null
    : {
        family: 'kafkajs-consumer',
        applies_to: [`consumer of ${premises.label}`],
        ofClient: false,
        settings: [
          {
            name: 'readUncommitted',
            value: 'false',
            why: 'records of aborted transactions stay in the log',
            source: 'KafkaJS 2.2 docs, Consuming',
          },
          {
            name: 'autoCommit',
            value: 'false',
            why: commitWhy(premises),
            source: 'KafkaJS 2.2 docs, Consuming',
          },
        ],
      };

/** The consumers that mirrors and Flink make themselves. */
export const embeddedConsumerNeeds: NeedRule = ({ client, sources }) => {
  if (!sources.includes('kafka') || (client !== 'connect_source' && client !== 'flink')) return null;
  return {
    family: 'consumer',
    applies_to: [client === 'flink' ? 'properties of KafkaSource' : 'consumer of the mirror'],
    ofClient: true,
    settings: [readCommitted('Apache Kafka ConsumerConfig')],
  };
};

export const readerNeeds: NeedRule = ({ transactional }) =>
  transactional
    ? {
        family: 'consumer',
        applies_to: ['every reader of the output topics'],
        ofClient: true,
        settings: [readCommitted('Apache Kafka ConsumerConfig')],
      }
    : null;
