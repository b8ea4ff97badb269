import { deliveryTimeoutFits, leastDeliveryTimeoutMs } from '../../formulas/delivery.ts';
import { show } from '../../words.ts';
import { guideline } from '../words.ts';
import { numberOf } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { embedded, hasProducer, said } from './words.ts';

/** Source: ProducerConfig: delivery.timeout.ms ≥ request.timeout.ms + linger.ms. */
export const deliveryTimeoutShort: ConfigRule = (config, premises) => {
  const { client } = premises;
  const entry = config('delivery.timeout.ms');
  const [request, linger] = [config('request.timeout.ms'), config('linger.ms')];
  const [deliveryTimeoutMs, requestTimeoutMs, lingerMs] = [numberOf(entry), numberOf(request), numberOf(linger)];
  if (!hasProducer(premises) || entry === null) return null;
  // Frameworks set theirs so high that no default of them is too short.
  if (client !== 'java' && !(embedded(client) && entry.given)) return null;
  if (deliveryTimeoutMs === null || requestTimeoutMs === null || lingerMs === null) return null;
  if (deliveryTimeoutFits({ deliveryTimeoutMs, requestTimeoutMs, lingerMs })) return null;
  const least = leastDeliveryTimeoutMs({ requestTimeoutMs, lingerMs });
  return {
    rule: 'EOS-DELIVERY-TIMEOUT',
    severity: entry.given ? 'critical' : 'high',
    says: `delivery.timeout.ms ${show(deliveryTimeoutMs)} is below request.timeout.ms + linger.ms = ${show(least.value)}${entry.given ? ': the producer does not start' : ', and is raised to it in silence'}.`,
    evidence: [
      [entry, request, linger].flatMap((each) => (each === null ? [] : [said(each)])).join(', '),
      least.formula,
    ],
    remedy: embedded(client)
      ? `Delete ${entry.name}: without it ${client === 'streams' ? 'Streams' : 'Connect'} sets 2147483647.`
      : 'Leave delivery.timeout.ms at 120000, or lower request.timeout.ms.',
    guideline: guideline('producer-idempotence'),
    confidence: 'high',
  };
};
