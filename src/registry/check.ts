import { z } from 'zod';
import { shownUrl } from '../http/explain.ts';
import type { EndpointCheck } from '../ports.ts';
import { type RegistryClient, RegistryFailure } from './client.ts';
import { readSubjects } from './reads.ts';

const globalConfig = z.object({ compatibilityLevel: z.string() });
const release = z.object({ version: z.string() });

/** Whether a registry answers and lets us read: the list of subjects needs both, and no other service has it. */
export async function checkRegistry(client: RegistryClient, signal: AbortSignal): Promise<EndpointCheck> {
  try {
    const subjects = await readSubjects(client, signal);
    const [level, version] = await Promise.all([
      optional(client, '/config', globalConfig, signal),
      optional(client, '/v1/metadata/version', release, signal),
    ]);
    const parts = [
      `schema registry at ${shownUrl(client.url)}`,
      ...(version === null ? [] : [`release ${plain(version.version)}`]),
      subjects.length === 1 ? '1 subject' : `${subjects.length} subjects`,
      ...(level === null ? [] : [`global level ${plain(level.compatibilityLevel)}`]),
    ];
    return { reachable: true, found: parts.join(', '), problems: [] };
  } catch (error) {
    if (!(error instanceof RegistryFailure)) throw error;
    return { reachable: false, found: null, problems: [error.problem] };
  }
}

/** Details that a registry may keep to itself. */
async function optional<S extends z.ZodType>(client: RegistryClient, path: string, schema: S, signal: AbortSignal) {
  try {
    const reply = await client.get(path, signal);
    const read = reply.ok ? schema.safeParse(reply.value) : null;
    return read?.success ? read.data : null;
  } catch (error) {
    if (error instanceof RegistryFailure) return null;
    throw error;
  }
}

/** Names and numbers only: what the registry writes here is shown as ours. */
const plain = (text: string): string => text.replace(/[^\w.+-]/g, '').slice(0, 40);
