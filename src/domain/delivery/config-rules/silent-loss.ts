import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/** Source: ConnectorConfig, SinkConnectorConfig 3.0–4.3: a dead-letter topic is for sinks only. */
export const silentLoss: ConfigRule = (config, { client }) => {
  const entry = config('errors.tolerance');
  if ((client !== 'connect_sink' && client !== 'connect_source') || entry?.value.toLowerCase() !== 'all') return null;
  const sink = client === 'connect_sink';
  if (sink && (config('errors.deadletterqueue.topic.name')?.value ?? '') !== '') return null;
  return {
    rule: 'EOS-SILENT-LOSS',
    severity: 'high',
    says: `errors.tolerance=all${sink ? ' without a dead-letter topic' : ' on a source'} drops records that cannot be converted: that is at most once for them.`,
    evidence: [
      said(entry),
      sink ? 'errors.deadletterqueue.topic.name is not given' : 'a source has no dead-letter topic',
      `errors.log.enable=${config('errors.log.enable')?.value ?? 'false (not given, the default)'}`,
    ],
    remedy: sink
      ? 'Set errors.deadletterqueue.topic.name, or errors.tolerance=none.'
      : 'Set errors.tolerance=none: a bad record then fails the task, and is seen.',
    guideline: 'kafka://guidelines/connect-and-cdc#errors-and-dead-letters',
    confidence: 'high',
  };
};
