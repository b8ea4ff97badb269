import { fileURLToPath } from 'node:url';

/** The repository. Right from `sandbox/*.ts` and from the bundle in `.build/`, since both lie one folder deep. */
export const repositoryFolder = fileURLToPath(new URL('..', import.meta.url));
