import type { RegistrySettings } from '../config/settings.ts';
import type { HttpLimits } from '../http/request.ts';
import type { Log } from '../log.ts';
import type { SchemaCatalog } from '../ports.ts';
import { checkRegistry } from './check.ts';
import { createClient } from './client.ts';
import { readDependents } from './dependents.ts';
import { describeSubjects } from './describe-subjects.ts';
import { observeCompatibility } from './observe-compatibility.ts';
import { readSubjects } from './reads.ts';
import { createResolver } from './references.ts';
import { readTexts } from './texts.ts';

/**
 * A schema registry behind its port, over the Confluent REST API. Nothing here registers a schema or writes a level or mode.
 * `limits` is for tests; the default is 4 s a request and 5 MB an answer.
 */
export function createSchemaCatalog(settings: RegistrySettings, log: Log, limits?: HttpLimits): SchemaCatalog {
  const client = createClient(settings, log, limits);
  return {
    check: ({ signal }) => checkRegistry(client, signal),
    subjects: ({ signal, everyContext }) => readSubjects(client, signal, everyContext),
    describe: (subjects, { signal }) => describeSubjects(client, subjects, signal),
    texts: (subject, versions, { signal }) =>
      readTexts(client, subject, versions, createResolver(client, signal), signal),
    dependents: (subject, versions, { signal }) => readDependents(client, subject, versions, signal),
    observeCompatibility: (question, { signal }) => observeCompatibility(client, question, signal),
  };
}
