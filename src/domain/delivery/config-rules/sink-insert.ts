import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/** Source: kafka://guidelines/connect-and-cdc: Connect delivers again after a crash; insert mode writes a second row. */
export const sinkInsert: ConfigRule = (config, { client, sinks }) => {
  const entry = config('insert.mode');
  if (client !== 'connect_sink' || !sinks.includes('database') || entry?.value.toLowerCase() !== 'insert') return null;
  return {
    rule: 'EOS-SINK-INSERT',
    severity: 'high',
    says: 'The sink inserts: records that come again after a crash become second rows, or fail the task where the table has a key.',
    evidence: [said(entry), 'Connect commits offsets after the write'],
    remedy: 'Set insert.mode=upsert with the primary key from the record (pk.mode, pk.fields or primary.key.mode).',
    guideline: 'kafka://guidelines/connect-and-cdc#delivery-guarantees-in-connect',
    confidence: 'high',
  };
};
