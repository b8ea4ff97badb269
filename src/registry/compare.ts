import { z } from 'zod';
import type { CheckAnswer, SchemaRefusal } from '../domain/schemas/compatibility-observation.ts';
import type { SchemaReference, SchemaType } from '../domain/schemas/observation.ts';
import { isNotFound, type RegistryClient, segment, shaped } from './client.ts';

/** A schema that is not registered. */
export interface Candidate {
  readonly schema: string;
  readonly type: SchemaType;
  readonly references: readonly SchemaReference[];
}

export type Comparison =
  | { readonly kind: 'answer'; readonly answer: CheckAnswer }
  /** The registry can't parse the schema. */
  | { readonly kind: 'refused'; readonly refusal: SchemaRefusal }
  /** The registry has no such endpoint: Karapace and old releases lack the one for all versions. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'failed'; readonly why: string };

const checked = z.object({
  is_compatible: z.boolean(),
  messages: z.array(z.string()).nullish(),
  /** Apicurio 2. */
  reason: z.string().nullish(),
});

/**
 * Asks the registry to hold a schema against one version, or against all of them. For `all` Confluent compares what
 * registration compares, Apicurio every version whatever the level: so it is asked only under transitive levels.
 */
export async function compare(
  client: RegistryClient,
  subject: string,
  version: number | 'all',
  { schema, type, references }: Candidate,
  signal: AbortSignal,
): Promise<Comparison> {
  const path = `/compatibility/subjects/${segment(subject)}/versions${version === 'all' ? '' : `/${version}`}?verbose=true`;
  const reply = await client.post(path, { schema, schemaType: type, references }, signal);
  if (!reply.ok) {
    const { status, errorCode, message } = reply;
    if (status === 422) return { kind: 'refused', refusal: { errorCode, message } };
    if (version === 'all' && (status === 404 || status === 405) && !isNotFound(reply)) return { kind: 'unsupported' };
    return { kind: 'failed', why: `the registry answered HTTP ${status}${message === '' ? '' : `: ${message}`}` };
  }
  const { is_compatible: compatible, messages, reason } = shaped(checked, reply.value, client.url);
  const words = messages ?? (reason == null ? [] : [reason]);
  const invalid = compatible ? null : invalidSchema(words);
  if (invalid !== null) return { kind: 'refused', refusal: { errorCode: null, message: invalid } };
  return { kind: 'answer', answer: { compatible, messages: words } };
}

/**
 * With verbose=true Confluent reports a schema that it can't parse as incompatible, with the parser's words as the only
 * message. Source: CompatibilityResource of confluentinc/schema-registry. Its text holds the whole schema before `details`.
 */
function invalidSchema(messages: readonly string[]): string | null {
  const [only, ...others] = messages;
  if (only === undefined || others.length > 0 || !/^(?:Invalid|Empty) schema\b/.test(only)) return null;
  const details = only.lastIndexOf('details: ');
  return details < 0 ? only : only.slice(details + 'details: '.length);
}
