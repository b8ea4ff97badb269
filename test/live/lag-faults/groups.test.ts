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

describeLive('faults of groups, planted on a real 4.3.1 by real clients', ['java', 'maven'], () => {
  const kafka = withKafka('4.3.1', { properties: settings });
  let client: McpClient;
  let stage: Stage;
  let seen: ReadonlyMap<string, readonly ToolAnswer[]> = new Map();

  beforeAll(async () => {
    client = await connectClient({ KAFKA_BOOTSTRAP_SERVERS: kafka().bootstrapServers });
    ({ stage, seen } = await play(kafka(), plants, askAbout(client)));
  }, 400_000);
  afterAll(async () => {
    await stage?.end();
    await client?.close();
  }, 60_000);

  testVerdicts(plants, () => seen);

  testAgreement(() => ({ bootstrapServers: kafka().bootstrapServers, client, seen }));
});
