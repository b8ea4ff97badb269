import { get, type Route } from '../route.ts';

/** What the registry says of itself: the release whose rules it follows, and that it is simulated. */
export const metadataRoutes: readonly Route[] = [
  // Nothing to say, and the path that health checks ask.
  get('/', () => '{}'),
  get('/v1/metadata/version', () => JSON.stringify({ version: '8.3.1-simulated', commitId: 'simulated' })),
];
