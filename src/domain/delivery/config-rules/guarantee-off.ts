import { atLeast } from '../../configs/release.ts';
import type { Finding } from '../../finding.ts';
import { guideline } from '../words.ts';
import type { Entry } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/** Source: StreamsConfig: processing.guarantee; KIP-618: exactly.once.support. */
export const guaranteeOff: ConfigRule = (config, { client, transactional, release, told }) => {
  if (!transactional) return null;
  if (client === 'streams') {
    const entry = config('processing.guarantee');
    if (entry?.value === 'exactly_once_v2') return null;
    const old = entry !== null && /^exactly_once/.test(entry.value);
    if (old && !atLeast(release, '4.0')) return entry.value === 'exactly_once' ? firstVersion(entry) : null;
    return {
      rule: 'EOS-GUARANTEE-OFF',
      severity: 'critical',
      says: old
        ? `processing.guarantee=${entry.value} is gone since 4.0: the application does not start.`
        : 'Streams runs at least once: processing.guarantee is not exactly_once_v2.',
      evidence: [entry === null ? 'processing.guarantee is not given; at_least_once is the default' : said(entry)],
      remedy: 'Set processing.guarantee=exactly_once_v2.',
      guideline: guideline('exactly-once-by-client'),
      confidence: 'high',
    };
  }
  if (client !== 'connect_source') return null;
  const [worker, connector] = [config('exactly.once.source.support'), config('exactly.once.support')];
  const off = [
    ...(worker !== null && worker.value.toLowerCase() !== 'enabled' ? [worker] : []),
    // One that declares no support is refused with `required`.
    ...(connector !== null && connector.value.toLowerCase() !== 'required' && told.connector?.support !== 'none'
      ? [connector]
      : []),
  ];
  if (off.length === 0) return null;
  return {
    rule: 'EOS-GUARANTEE-OFF',
    severity: 'high',
    says: 'Connect does not promise exactly-once with these: the connector may run at least once without a word.',
    evidence: off.map(said),
    remedy: `Set exactly.once.source.support=enabled on every worker (preparing first)${told.connector?.support === 'none' ? '' : ' and exactly.once.support=required on the connector'}.`,
    guideline: 'kafka://guidelines/connect-and-cdc#delivery-guarantees-in-connect',
    confidence: 'high',
  };
};

/** Source: KIP-447, KIP-732; StreamsConfig. */
const firstVersion = (entry: Entry): Finding => ({
  rule: 'EOS-GUARANTEE-OLD',
  severity: 'low',
  says: 'processing.guarantee=exactly_once makes a producer, and a transaction, for each task in place of each thread; 4.0 refuses it.',
  evidence: [said(entry), 'the numbers of this plan are those of exactly_once_v2'],
  remedy: 'Set processing.guarantee=exactly_once_v2 in one rolling restart; it needs brokers from 2.5.',
  guideline: guideline('exactly-once-by-client'),
  confidence: 'high',
});
