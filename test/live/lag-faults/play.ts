import { askBroker } from '../../../sandbox/ask-broker.ts';
import type { RunningKafka } from '../../../sandbox/kafka.ts';
import { incrementalAlterConfigs } from '../../../src/kafka/protocol/apis/44-incremental-alter-configs.ts';
import { plantGroups, plantTopics } from '../../support/plant.ts';
import type { Plant } from './plant.ts';
import { openStage, type Stage } from './stage.ts';

const GROUP_RESOURCE = 32;
const SET = 0;
const ALTER_VERSION = 1;

/**
 * Makes all plants grow at the same time on one cluster and looks at each when it is ripe. The stage stays open, so that more
 * can be done and seen.
 */
export async function play<T>(
  kafka: RunningKafka,
  plants: readonly Plant[],
  look: (plant: Plant) => Promise<T>,
): Promise<{ readonly stage: Stage; readonly seen: ReadonlyMap<string, T> }> {
  await prepare(kafka, plants);
  const stage = await openStage(kafka);
  try {
    for (const { load, java } of plants) {
      if (load !== undefined) stage.load.add(load);
      for (const client of java ?? []) stage.java.start(client);
    }
    const seen = plants.map(async (plant) => {
      await plant.play?.(stage);
      await stage.at(plant.ripeAt);
      return [plant.group, await look(plant)] as const;
    });
    return { stage, seen: new Map(await Promise.all(seen)) };
  } catch (error) {
    await stage.end();
    throw error;
  }
}

/** Topics, commits and settings of groups lie there before the first client comes. */
async function prepare({ bootstrapServers, brokers }: RunningKafka, plants: readonly Plant[]): Promise<void> {
  await plantTopics(
    bootstrapServers,
    plants.flatMap(({ topics }) => topics),
  );
  const committed = plants.flatMap(({ group, offsets }) => (offsets === undefined ? [] : [{ group, offsets }]));
  await plantGroups(bootstrapServers, committed);
  const resources = plants.flatMap(({ group, groupSettings }) =>
    groupSettings === undefined
      ? []
      : [{ resourceType: GROUP_RESOURCE, resourceName: group, configs: set(groupSettings) }],
  );
  if (resources.length === 0) return;
  const [broker] = brokers;
  const request = { resources, validateOnly: false };
  const { responses } = await askBroker(
    `${broker?.host}:${broker?.port}`,
    incrementalAlterConfigs,
    ALTER_VERSION,
    request,
  );
  const refused = responses.find(({ errorCode }) => errorCode !== 0);
  if (refused !== undefined) throw new Error(`Settings of ${refused.resourceName}: ${refused.errorMessage}`);
}

const set = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).map(([name, value]) => ({ name, value, configOperation: SET }));
