import { count } from '../words.ts';
import type { Guarantee } from './plan-types.ts';
import type { Premise } from './premise.ts';
import type { PipelineClient } from './request.ts';

/** A guarantee inside a sentence. */
export const guaranteeWords: Readonly<Record<Guarantee, string>> = {
  exactly_once: 'exactly once',
  effectively_once: 'effectively once',
  at_least_once: 'at least once',
  unknown: 'not known',
};

export const clientWords: Readonly<Record<PipelineClient, string>> = {
  java: 'the Java client',
  librdkafka: 'librdkafka',
  kafkajs: 'KafkaJS',
  streams: 'Kafka Streams',
  connect_source: 'a Connect source',
  connect_sink: 'a Connect sink',
  flink: 'Flink',
};

/** A section of the guideline of this part. */
export const guideline = (section: string): string => `kafka://guidelines/delivery-semantics#${section}`;

/** `12,000 ms`, `1.5 s`: the unit that keeps the number short. */
export const time = (ms: number): string => {
  if (ms < 1_000) return `${trim(ms)} ms`;
  if (ms < 120_000) return `${trim(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${trim(ms / 60_000)} min`;
  return ms < 172_800_000 ? `${trim(ms / 3_600_000)} h` : `${trim(ms / 86_400_000)} d`;
};

const trim = (value: number): string => String(Number(value.toFixed(1)));

/** `5,000 messages/s`, `1 message/s`. */
export const rate = (messagesPerS: number): string => `${count(messagesPerS, 'message')}/s`;

/** Where a number comes from, as it stands behind it in parentheses. */
export const originOf = ({ assumed, fromConfig }: Premise): 'given' | 'assumed' | 'config' => {
  if (assumed) return 'assumed';
  return fromConfig ? 'config' : 'given';
};
