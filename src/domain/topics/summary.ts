import { count } from '../count.ts';
import type { Finding } from '../finding.ts';
import { show } from '../words.ts';
import type { NotOnKafka } from './design-types.ts';
import type { Topic } from './topic.ts';
import { listed } from './words.ts';

/** Two or three sentences that can be repeated in a corridor: how many topics, key and order, the biggest risk. */
export function summaryOf(
  topics: readonly Topic[],
  findings: readonly Finding[],
  beside: readonly NotOnKafka[],
  questions: readonly string[],
): string {
  return [what(topics, beside), order(topics), risk(findings, questions)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function what(topics: readonly Topic[], beside: readonly NotOnKafka[]): string {
  const away = beside.length === 0 ? '' : ` ${count(beside.length, 'thing')} kept off Kafka.`;
  const [largest] = [...topics].sort(
    (a, b) => b.partitions - a.partitions || b.sizing.partitions - a.sizing.partitions,
  );
  if (largest === undefined) return `Nothing here belongs on Kafka.${away}`;
  const partitions = topics.reduce((sum, topic) => sum + topic.partitions, 0);
  if (topics.length === 1)
    return `One topic, ${largest.name}, with ${count(largest.partitions, 'partition')}: ${largest.binding}.${away}`;
  return `${show(topics.length)} topics with ${show(partitions)} partitions; the largest is ${largest.name} with ${show(largest.partitions)}: ${largest.binding}.${away}`;
}

function order(topics: readonly Topic[]): string {
  const keys = [
    ...new Set(topics.filter(({ order: need }) => need === 'per_entity').map(({ key }) => key ?? '')),
  ].filter((key) => key !== '');
  const total = topics.filter(({ order: need }) => need === 'total').length;
  if (keys.length === 0) return total === 0 ? '' : 'Order holds over all records of a topic in total order.';
  return `Order holds per ${listed(keys)}, never across ${keys.length === 1 ? 'two of them' : 'topics'}.`;
}

function risk(findings: readonly Finding[], [question]: readonly string[]): string {
  const first = worstOf(findings);
  if (first === undefined || first.severity === 'info') return question === undefined ? '' : `Ask first: ${question}`;
  return first.severity === 'low' ? `Worth knowing: ${first.says}` : `Biggest risk: ${first.says}`;
}

/** What the whole cluster cannot carry comes before the shape of one topic, where both are as severe. */
const OF_THE_CLUSTER: readonly string[] = [
  'DESIGN-NETWORK-PER-BROKER',
  'DESIGN-DISK-PER-BROKER',
  'DESIGN-TOO-MANY-REPLICAS',
  'DESIGN-MANY-SEGMENTS',
];

/** `findings` stand with the most severe first. */
function worstOf(findings: readonly Finding[]): Finding | undefined {
  const [first] = findings;
  const asSevere = findings.filter(({ severity }) => severity === first?.severity);
  return (
    asSevere.find(({ rule }) => rule === OF_THE_CLUSTER.find((one) => asSevere.some(({ rule: is }) => is === one))) ??
    first
  );
}
