import { named } from '../named.ts';
import { show } from '../words.ts';
import type { StreamFacts } from './facts.ts';

/** `orders: ` in front of a sentence; empty where there is only one stream. */
const about = ({ of }: StreamFacts): string => (of === null ? '' : `${named(of)}: `);

/** The sentence with the stream in front; by itself it begins with a capital letter. */
export const sentence = (facts: StreamFacts, text: string): string =>
  facts.of === null ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : `${about(facts)}${text}`;

/** Bytes as MB of 10^6, the unit of every rate here. */
export const megabytes = (bytes: number): string => `${show(bytes / 1e6)} MB`;

export const page = (section: string): string => `kafka://guidelines/anti-patterns#${section}`;
