import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import {
  CONFIG_RELEASES,
  familyJson,
  READ_FAMILIES,
  type ReleaseDefinitions,
  readDefinitions,
} from './kafka-configs.ts';
import { librdkafkaJson } from './librdkafka-configs.ts';

/** `npm run data:kafka-configs`: writes the configuration names of every release, out of the released packages. */
const folder = join(packageRoot(), 'resources', 'data', 'kafka-configs');
const date = new Date().toISOString().slice(0, 10);
const read = new Map<string, ReleaseDefinitions>();
for (const { version } of CONFIG_RELEASES) read.set(version, await readDefinitions(version));
for (const family of READ_FAMILIES) writeFileSync(join(folder, `${family}.json`), familyJson(family, read, date));
writeFileSync(join(folder, 'librdkafka.json'), await librdkafkaJson(date));
