import type { Premises } from './premises.ts';
import type { ExactlyOnceRequest } from './request.ts';

/** What would change the answer, and was not given. */
export function openQuestionsOf(request: ExactlyOnceRequest, premises: Premises): readonly string[] {
  const { client, sources, sinks, transactional, idempotencyKeys, messagesPerS } = premises;
  const questions: readonly (readonly [asks: boolean, question: string])[] = [
    [
      idempotencyKeys === null &&
        (sinks.some((sink) => sink === 'http_api' || sink === 'email_or_payment' || sink === 'other_kafka_cluster') ||
          sources.includes('http_request')),
      'Do the outside ends refuse a second message with the same id (idempotency_keys)?',
    ],
    [
      messagesPerS === null && transactional,
      'How many messages/s (messages_per_s)? Without it nobody can say what an open transaction holds back.',
    ],
    [
      messagesPerS === null && !transactional,
      'How many messages/s (messages_per_s)? It says how many ids have to be remembered.',
    ],
    [
      transactional && request.output_partitions === undefined,
      'How many output partitions does a transaction write to? Each takes a marker a commit.',
    ],
    [
      client === 'connect_source' &&
        premises.told.connector === null &&
        sources.some((source) => source === 'file' || source === 'queue' || source === 'http_request'),
      'Which connector is it, and does it declare exactly-once support?',
    ],
    [
      premises.told.connector?.support === 'unknown',
      `Does ${premises.told.connector?.label ?? ''} declare exactly-once support? Its documentation says, and so does Connect's config/validate.`,
    ],
    [
      client === 'connect_sink' && sinks.includes('database'),
      'Does the sink connector upsert by primary key, and do records carry that key?',
    ],
    [
      !transactional && sinks.includes('database') && sources.includes('kafka') && client !== 'connect_sink',
      'Which id in the record identifies the event? It has to come from the business code of its producer.',
    ],
    [
      transactional,
      'Do all readers of the output topics set isolation.level=read_committed? One that does not sees what was aborted.',
    ],
  ];
  return questions.flatMap(([asks, question]) => (asks ? [question] : []));
}
