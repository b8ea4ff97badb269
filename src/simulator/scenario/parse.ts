import { z } from 'zod';
import { apis } from '../../kafka/protocol/apis/index.ts';
import { KAFKA_ERRORS } from '../../kafka/protocol/errors.ts';
import { type Scenario, type ScenarioFault, scenarioSchema } from './schema.ts';

/** A scenario that can't be used: every field that is wrong, and what was expected there. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';

  constructor(origin: string, problems: readonly string[]) {
    super(`${origin} is not a scenario:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  }
}

/** A checked scenario. `origin` says where the value came from. Throws {@link ScenarioError}. */
export function parseScenario(value: unknown, origin: string): Scenario {
  const read = scenarioSchema.safeParse(value);
  if (!read.success) throw new ScenarioError(origin, read.error.issues.map(describeIssue));
  const problems = inconsistencies(read.data);
  if (problems.length > 0) throw new ScenarioError(origin, problems);
  return read.data;
}

/** A scenario out of a JSON text. Throws {@link ScenarioError}. */
export function parseScenarioText(text: string, origin: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ScenarioError(origin, [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  return parseScenario(value, origin);
}

const describeIssue = ({ path, message }: z.core.$ZodIssue) => `${z.core.toDotPath(path) || 'the whole'}: ${message}`;

/** Names that nothing stands behind, and names that stand for two. */
function inconsistencies(scenario: Scenario): string[] {
  const brokers = new Set(scenario.brokers.map(({ id }) => id));
  const topics = new Map(scenario.topics.map((topic) => [topic.name, topic]));
  return [
    ...twice('broker', scenario.brokers, ({ id }) => id),
    ...twice('topic', scenario.topics, ({ name }) => name),
    ...twice('group', scenario.groups, ({ name }) => name),
    ...scenario.topics.flatMap(({ name, assignment, replication_factor }) => [
      ...(assignment ?? [])
        .flat()
        .flatMap((id) => (brokers.has(id) ? [] : [`topic ${name}: there is no broker ${id}`])),
      ...(replication_factor > brokers.size
        ? [`topic ${name}: ${replication_factor} replicas need as many brokers, there are ${brokers.size}`]
        : []),
    ]),
    ...scenario.transactions.flatMap(({ transactional_id, topic, partition }) => {
      const found = topics.get(topic);
      if (found === undefined) return [`transaction ${transactional_id}: there is no topic ${topic}`];
      const count = found.assignment?.length ?? found.partitions;
      return partition < count ? [] : [`transaction ${transactional_id}: ${topic} has ${count} partitions`];
    }),
    ...scenario.faults.flatMap((fault, index) =>
      uselessness(fault, brokers).map((problem) => `fault ${index + 1}: ${problem}`),
    ),
  ];
}

function twice<T>(what: string, all: readonly T[], keyOf: (each: T) => string | number): string[] {
  const keys = all.map(keyOf);
  const doubles = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  return [...doubles].map((key) => `${what} ${key} is there twice`);
}

const apiNames = new Set(apis.map(({ name }) => name));
const errorNames = new Set([...KAFKA_ERRORS.values()].map(({ name }) => name));

/** Why a fault would never strike. */
function uselessness({ broker, api, action }: ScenarioFault, brokers: ReadonlySet<number>): string[] {
  return [
    ...(broker === undefined || brokers.has(broker) ? [] : [`there is no broker ${broker}`]),
    ...(api === undefined || apiNames.has(api) ? [] : [`there is no API ${api}`]),
    ...(action.kind !== 'error' || errorNames.has(action.error) ? [] : [`Kafka has no error ${action.error}`]),
  ];
}
