import { atLeast } from '../../configs/release.ts';
import { LIBRDKAFKA_GROUP_FENCING, LIBRDKAFKA_TRANSACTIONS } from '../client-version.ts';
import { guideline } from '../words.ts';
import type { EosRule } from './rule.ts';

/** Sources: release notes of librdkafka 1.4.0 (KIP-98) and 1.6.0 (KIP-447). */
export const librdkafkaTooOld: EosRule = ({ premises }) => {
  const { librdkafka, sources, sinks, fencedById, inputPartitions, instances } = premises;
  if (librdkafka === null || !fencedById || !sources.includes('kafka') || !sinks.includes('kafka')) return null;
  const none = !atLeast(librdkafka, LIBRDKAFKA_TRANSACTIONS);
  return {
    rule: 'EOS-CLIENT-TOO-OLD',
    severity: none ? 'high' : 'medium',
    says: none
      ? `librdkafka ${librdkafka} has no transactions: after a crash its output comes twice.`
      : `librdkafka ${librdkafka} sends no group generation with the offsets: with one transactional.id for each instance, one that lost its partitions can still commit.`,
    evidence: [
      `client_version ${librdkafka}`,
      `transactions exist since ${LIBRDKAFKA_TRANSACTIONS}.0, fencing by the group (KIP-447) since ${LIBRDKAFKA_GROUP_FENCING}.0`,
      ...(none
        ? []
        : [`${inputPartitions.value} producers, one for each input partition, in place of ${instances.value}`]),
    ],
    remedy: `Raise librdkafka to ${LIBRDKAFKA_GROUP_FENCING}.0 or later, best to 2.x${none ? '; until then dedupe by an event id' : '; until then one producer, with an id of its own, for each input partition'}.`,
    guideline: guideline('zombie-fencing'),
    confidence: 'high',
  };
};
