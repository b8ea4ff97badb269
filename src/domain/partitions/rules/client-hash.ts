import { named } from '../../named.ts';
import { count, percent, show } from '../../words.ts';
import { familiesOf, writers } from '../clients.ts';
import type { PartitionRule } from '../rule.ts';
import { chosenPartition } from '../sample-key.ts';
import { GUIDELINE } from '../words.ts';

/** Clients that hash differently put the same key on different partitions: order and joins break without an error. */
export const clientHash: PartitionRule = ({ premises, counting, sampleKey }) => {
  const { keyed, withKeys, clients, currentPartitions } = premises;
  if (!keyed || withKeys === false) return null;
  if (clients === null)
    return {
      rule: 'PARTITIONS-CLIENT-HASH',
      severity: 'info',
      says: 'If both Java and librdkafka clients write it, one key lands on two partitions; clients is not given.',
      evidence: ['murmur2 in Java and kafkajs 2, CRC32 in librdkafka (C, Go, Python, .NET, Node), FNV-1a in Sarama'],
      remedy:
        'Name them in `clients`; with both, set partitioner=murmur2_random in librdkafka before the first record.',
      guideline: GUIDELINE.clients,
      confidence: 'high',
    };
  const families = familiesOf(clients);
  if (families.length < 2) return null;
  const { partitions } = counting;
  const key = sampleKey?.key ?? null;
  const chosen = clients.map((client) => {
    const { label, family } = writers[client];
    return `${label} (${family})${key === null ? '' : ` → ${chosenPartition(client, key, partitions) ?? 'any'}`}`;
  });
  return {
    rule: 'PARTITIONS-CLIENT-HASH',
    severity: 'high',
    says: `The clients that write this topic hash keys in ${families.length} ways, so one key lands on several partitions: order and joins break without an error.`,
    evidence: [
      `${key === null ? '' : `key ${named(key)} of ${count(partitions, 'partition')}: `}${chosen.join(', ')}`,
      `two of them disagree on 1 − 1 ÷ ${show(partitions)} = ${percent(1 - 1 / partitions)} of the keys`,
    ],
    remedy: `Before the first record, set ${clients.flatMap((client) => writers[client].toMurmur2 ?? []).join(', and ')}.${
      currentPartitions === null
        ? ''
        : ' This topic has records: the change moves keys as growing does, so make it in a new topic; see growing_later.safe_procedure.'
    }`,
    guideline: GUIDELINE.clients,
    confidence: 'high',
  };
};
