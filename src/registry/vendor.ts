import { z } from 'zod';
import type { RegistryVendor } from '../domain/schemas/compatibility-observation.ts';
import { type RegistryClient, RegistryFailure } from './client.ts';

const release = z.object({ version: z.string() });

/** Who made the registry: Confluent's tells its release, Apicurio's has its path. null for all others. */
export async function readVendor(client: RegistryClient, signal: AbortSignal): Promise<RegistryVendor | null> {
  if (new URL(client.url).pathname.includes('/ccompat/')) return { name: 'Apicurio', release: null };
  try {
    const reply = await client.get('/v1/metadata/version', signal);
    const read = reply.ok ? release.safeParse(reply.value) : null;
    return read?.success ? { name: 'Confluent', release: plain(read.data.version) } : null;
  } catch (error) {
    if (error instanceof RegistryFailure) return null;
    throw error;
  }
}

/** Names and numbers only: what the registry writes here is shown as ours. */
export const plain = (text: string): string => text.replace(/[^\w.+-]/g, '').slice(0, 40);
