import type { Route } from '../route.ts';
import { compatibilityRoutes } from './compatibility.ts';
import { configRoutes } from './config.ts';
import { metadataRoutes } from './metadata.ts';
import { modeRoutes } from './mode.ts';
import { schemaRoutes } from './schemas.ts';
import { subjectRoutes } from './subjects.ts';
import { versionRoutes } from './versions.ts';

/** Every path that the registry knows. */
export const routes: readonly Route[] = [
  ...subjectRoutes,
  ...versionRoutes,
  ...schemaRoutes,
  ...configRoutes,
  ...modeRoutes,
  ...compatibilityRoutes,
  ...metadataRoutes,
];
