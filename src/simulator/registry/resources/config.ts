import { levelNotConfigured } from '../errors.ts';
import { flag } from '../query.ts';
import { get, type Route } from '../route.ts';

/** Compatibility levels. */
export const configRoutes: readonly Route[] = [
  get('/config', ({ store }) => JSON.stringify({ compatibilityLevel: store.globalLevel.name })),
  get('/config/{subject}', ({ store, query }, subject: string) => {
    const level = flag(query, 'defaultToGlobal') ? store.level(subject) : store.ownLevel(subject);
    if (level === null) throw levelNotConfigured(subject);
    return JSON.stringify({ compatibilityLevel: level.name });
  }),
];
