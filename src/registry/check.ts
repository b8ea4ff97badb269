import { z } from 'zod';
import { shownUrl } from '../http/explain.ts';
import type { EndpointCheck } from '../ports.ts';
import { type RegistryClient, RegistryFailure } from './client.ts';
import { readSubjects } from './reads.ts';
import { plain, readVendor } from './vendor.ts';

const globalConfig = z.object({ compatibilityLevel: z.string() });

/** Whether a registry answers and lets us read: the list of subjects needs both, and no other service has it. */
export async function checkRegistry(client: RegistryClient, signal: AbortSignal): Promise<EndpointCheck> {
  try {
    const subjects = await readSubjects(client, signal);
    const [level, vendor] = await Promise.all([globalLevel(client, signal), readVendor(client, signal)]);
    const parts = [
      `schema registry at ${shownUrl(client.url)}`,
      ...(vendor === null || vendor.release === null ? [] : [`release ${vendor.release}`]),
      subjects.length === 1 ? '1 subject' : `${subjects.length} subjects`,
      ...(level === null ? [] : [`global level ${plain(level)}`]),
    ];
    return { reachable: true, found: parts.join(', '), problems: [] };
  } catch (error) {
    if (!(error instanceof RegistryFailure)) throw error;
    return { reachable: false, found: null, problems: [error.problem] };
  }
}

/** A registry may keep it to itself. */
async function globalLevel(client: RegistryClient, signal: AbortSignal): Promise<string | null> {
  try {
    const reply = await client.get('/config', signal);
    const read = reply.ok ? globalConfig.safeParse(reply.value) : null;
    return read?.success ? read.data.compatibilityLevel : null;
  } catch (error) {
    if (error instanceof RegistryFailure) return null;
    throw error;
  }
}
