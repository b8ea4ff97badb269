import { modeNotConfigured } from '../errors.ts';
import { flag } from '../query.ts';
import { get, type Route } from '../route.ts';

const MODE = JSON.stringify({ mode: 'READWRITE' });

/** The mode is global here: no subject has its own. */
export const modeRoutes: readonly Route[] = [
  get('/mode', () => MODE),
  get('/mode/{subject}', ({ query }, subject: string) => {
    if (!flag(query, 'defaultToGlobal')) throw modeNotConfigured(subject);
    return MODE;
  }),
];
