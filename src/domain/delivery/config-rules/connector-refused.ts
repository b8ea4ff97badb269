import type { SourceConnector } from '../connectors.ts';
import type { Entry } from './given.ts';
import type { ConfigRule } from './rule.ts';
import { said } from './words.ts';

/** What Connect answers to a configuration that its connector can't do. Sources: KIP-618, preflight validation; Debezium 3.6.1. */
export const connectorRefused: ConfigRule = (config, { transactional, told: { connector } }) => {
  if (connector === null) return null;
  const refused = [
    ...(transactional ? declaredWrongly(connector, config('exactly.once.support')) : []),
    ...(transactional ? boundaryNotHeld(connector, config('transaction.boundary')) : []),
    ...tooManyTasks(connector, config('tasks.max')),
  ];
  if (refused.length === 0) return null;
  return {
    rule: 'EOS-CONNECTOR-REFUSED',
    severity: 'high',
    says: `${connector.label} does not start with this configuration: ${refused.map(({ because }) => because).join('; ')}.`,
    evidence: [...refused.map(({ entry }) => said(entry)), 'workers with exactly.once.source.support=enabled check it'],
    remedy: refused.map(({ remedy }) => remedy).join(' '),
    verify: 'PUT /connector-plugins/<class>/config/validate names no error.',
    guideline: 'kafka://guidelines/connect-and-cdc#delivery-guarantees-in-connect',
    confidence: 'high',
  };
};

interface Refused {
  readonly entry: Entry;
  readonly because: string;
  readonly remedy: string;
}

const declaredWrongly = ({ support, why }: SourceConnector, entry: Entry | null): readonly Refused[] =>
  support !== 'none' || entry?.value.toLowerCase() !== 'required'
    ? []
    : [
        {
          entry,
          because: why,
          remedy:
            'Set exactly.once.support=requested and let readers dedupe, or read the database with a connector that declares support, such as Debezium.',
        },
      ];

const boundaryNotHeld = ({ definesBoundaries }: SourceConnector, entry: Entry | null): readonly Refused[] =>
  definesBoundaries !== false || entry?.value.toLowerCase() !== 'connector'
    ? []
    : [
        {
          entry,
          because: 'it sets no transaction boundaries of its own',
          remedy: 'Set transaction.boundary=poll, or delete the line.',
        },
      ];

const tooManyTasks = ({ refusesMoreTasks, mostTasks }: SourceConnector, entry: Entry | null): readonly Refused[] =>
  !refusesMoreTasks || mostTasks === null || entry === null || !(Number(entry.value) > mostTasks)
    ? []
    : [{ entry, because: 'it takes one task only', remedy: `Set tasks.max=${mostTasks}.` }];
