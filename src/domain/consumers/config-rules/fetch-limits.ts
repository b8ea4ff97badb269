import { show } from '../../words.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

/** Each must be as large as the next, and so much larger, where it is set outright; left out, it grows by itself. */
const LIMITS = [
  { outer: 'receive.message.max.bytes', inner: 'fetch.max.bytes', more: 512 },
  { outer: 'fetch.max.bytes', inner: 'message.max.bytes', more: 0 },
] as const;

/** Sizes that librdkafka refuses beside each other. Source: CONFIGURATION.md; constructed with librdkafka 2.16. */
export const fetchLimits: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'librdkafka') return null;
  const wrong = LIMITS.flatMap(({ outer, inner, more }) => {
    const [large, small] = [config.number(outer), config.number(inner)];
    if (!config.given(outer) || large === null || small === null || large >= small + more) return [];
    return [{ outer, inner, more, large, small, from: config.given(inner) ? 'given' : 'default' }];
  });
  if (wrong.length === 0) return null;
  return {
    rule: 'CONSUMERS-FETCH-LIMITS-REFUSED',
    severity: 'high',
    says: `${wrong.map(({ outer, inner, large, small }) => `${outer} ${show(large)} is too small beside ${inner} ${show(small)}`).join(', and ')}: the client does not start.`,
    evidence: wrong.map(
      ({ outer, inner, more, small, from }) =>
        `librdkafka: ${outer} must be at least ${inner}${more === 0 ? '' : ` + ${show(more)}`} = ${show(small + more)} (${from})`,
    ),
    remedy: `Delete ${wrong.map(({ outer }) => outer).join(' and ')}, which grows by itself; to hold less in memory lower queued.max.messages.kbytes.`,
    guideline: GUIDELINE.fetching,
    confidence: 'high',
  };
};
