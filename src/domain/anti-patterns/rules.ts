import type { Finding } from '../finding.ts';
import type { AntiPattern } from './anti-pattern.ts';
import type { StreamFacts } from './facts.ts';
import { lagUnwatched } from './rules/lag-unwatched.ts';
import { largePayload } from './rules/large-payload.ts';
import { noCommit } from './rules/no-commit.ts';
import { noKey } from './rules/no-key.ts';
import { over50Partitions } from './rules/over-50-partitions.ts';
import { requestReply } from './rules/request-reply.ts';

const antiPatterns: readonly AntiPattern[] = [
  lagUnwatched,
  largePayload,
  noCommit,
  noKey,
  over50Partitions,
  requestReply,
];

/** The anti-patterns that a stream shows. Source: `resources/guidelines/anti-patterns`. */
export const antiPatternsOf = (facts: StreamFacts): Finding[] => antiPatterns.flatMap((rule) => rule(facts) ?? []);
