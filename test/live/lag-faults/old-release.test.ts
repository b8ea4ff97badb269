import { afterAll, beforeAll } from 'vitest';
import { describeLive } from '../../support/live.ts';
import { connectClient, type McpClient, type ToolAnswer } from '../../support/mcp-client.ts';
import { withKafka } from '../../support/sandbox.ts';
import { testAgreement } from './agreement.ts';
import { askAbout } from './diagnosis.ts';
import { plants } from './plants/index.ts';
import { play } from './play.ts';
import { settings } from './settings.ts';
import type { Stage } from './stage.ts';
import { testVerdicts } from './verdicts.ts';

const planted = plants.filter(({ onOldReleases }) => onOldReleases === true);

/** A release without groups of the 4.x protocols, whose commits carry no topic id. */
describeLive('faults of groups, planted on a real 3.9.2', ['java', 'maven'], () => {
  const kafka = withKafka('3.9.2', { properties: settings });
  let client: McpClient;
  let stage: Stage;
  let seen: ReadonlyMap<string, readonly ToolAnswer[]> = new Map();

  beforeAll(async () => {
    client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: kafka().bootstrapServers });
    ({ stage, seen } = await play(kafka(), planted, askAbout(client)));
  }, 400_000);
  afterAll(async () => {
    await stage?.end();
    await client?.close();
  }, 60_000);

  testVerdicts(planted, () => seen);

  testAgreement(() => ({ bootstrapServers: kafka().bootstrapServers, client, seen }));
});
