import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { apiVersionsData, apiVersionsJson } from './api-versions.ts';

/** `npm run data:api-versions`: writes which versions brokers advertise, from the definitions in the released jars. */
const file = join(packageRoot(), 'resources', 'data', 'api-versions.json');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, apiVersionsJson(apiVersionsData(new Date().toISOString().slice(0, 10))));
