import { show } from '../../words.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const LATEST = ['latest', 'largest', 'end'];

/** A group without a valid commit skips what is there. */
export const resetLatest: ConfigRule = (config, { premises }) => {
  const { client, delivery, rate, restart } = premises;
  if (config.ofShareConsumer || delivery === 'at_most_once') return null;
  const name = client === 'kafkajs' ? 'fromBeginning' : 'auto.offset.reset';
  const skips =
    client === 'kafkajs' ? config.flag(name) === false : LATEST.includes(config.text(name)?.toLowerCase() ?? '');
  if (!skips) return null;
  const lost = rate === null ? null : rate.value * restart.value;
  return {
    rule: 'CONSUMERS-RESET-LATEST',
    severity: config.given(name) ? 'medium' : 'low',
    says: `${name}=${config.text(name)}: without a valid commit (new group, 7 days empty, new partition, retention overrun) the group skips what is there.`,
    evidence: [
      config.given(name) ? 'given' : 'the default',
      ...(lost === null
        ? []
        : [
            `a new group that starts ${show(restart.value)} s late skips ${show(rate?.value ?? 0)} messages/s × ${show(restart.value)} s = ${show(Math.round(lost))}`,
          ]),
    ],
    remedy:
      client === 'kafkajs'
        ? 'fromBeginning=true and an idempotent handler.'
        : `${config.spelt(name)}=earliest and an idempotent handler; or ${client === 'librdkafka' ? 'error' : 'none'}, where a human must decide.`,
    guideline: GUIDELINE.start,
    confidence: 'high',
  };
};
