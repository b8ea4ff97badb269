import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { askBroker } from '../../sandbox/ask-broker.ts';
import { apiVersions } from '../../src/kafka/protocol/apis/18-api-versions.ts';
import { packageRoot } from '../../src/package-root.ts';
import { type ApiVersionsData, apiVersionsData, apiVersionsJson, RELEASES } from '../reference/api-versions.ts';
import { describeLive } from '../support/live.ts';
import { withKafka } from '../support/sandbox.ts';

const text = readFileSync(join(packageRoot(), 'resources', 'data', 'api-versions.json'), 'utf8');
const data: ApiVersionsData = JSON.parse(text);

/** Sent from brokers to controllers only; 3.0.2 advertises it all the same. */
const ENVELOPE = 58;

describeLive('resources/data/api-versions.json', ['java', 'maven'], () => {
  it('is what `npm run data:api-versions` writes', () => {
    expect(text).toBe(apiVersionsJson(apiVersionsData(data.date)));
  });
});

for (const release of RELEASES) {
  describeLive(`a broker of ${release}`, ['java', 'maven'], () => {
    const kafka = withKafka(release);

    it('advertises just what the data says', { timeout: 60_000 }, async () => {
      const { errorCode, apiKeys } = await askBroker(kafka().bootstrapServers, apiVersions, 0, {});
      expect(errorCode).toBe(0);
      const advertised = apiKeys
        .filter(({ apiKey }) => apiKey !== ENVELOPE)
        .map(({ apiKey, minVersion, maxVersion }) => [apiKey, minVersion, maxVersion])
        .sort(([a = 0], [b = 0]) => a - b);
      expect(advertised).toEqual(data.releases[release]?.map(({ key, min, max }) => [key, min, max]));
    });
  });
}
