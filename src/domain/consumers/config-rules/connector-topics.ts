import { named } from '../../named.ts';
import type { ConfigRule } from '../rule.ts';
import { GUIDELINE } from '../words.ts';

const [TOPICS, PATTERN, DEAD_LETTERS] = ['topics', 'topics.regex', 'errors.deadletterqueue.topic.name'];

/** A connector that Connect refuses for what it reads. Source: SinkConnectorConfig.validate, called with 3.9.2. */
export const connectorTopics: ConfigRule = (config, { premises }) => {
  if (premises.client !== 'connect') return null;
  const [topics, pattern, deadLetters] = [TOPICS, PATTERN, DEAD_LETTERS].map((name) => config.text(name) ?? '');
  if (topics !== '' && pattern !== '')
    return refused(`${TOPICS} and ${PATTERN} are both set`, 'they exclude each other', `Delete one of the two.`);
  if (deadLetters === '' || deadLetters === undefined) return null;
  const own = `Give it a name that the connector does not read.`;
  if ((topics ?? '').split(',').some((one) => one.trim() === deadLetters))
    return refused(
      `${DEAD_LETTERS} ${named(deadLetters)} is one of ${TOPICS}`,
      'it would read its own dead letters',
      own,
    );
  return matchesPlainly(pattern ?? '', deadLetters)
    ? refused(`${PATTERN} takes in ${DEAD_LETTERS} ${named(deadLetters)}`, 'it would read its own dead letters', own)
    : null;
};

const refused = (what: string, because: string, remedy: string): ReturnType<ConfigRule> => ({
  rule: 'CONSUMERS-CONNECTOR-TOPICS-REFUSED',
  severity: 'high',
  says: `${what}: Connect refuses the connector.`,
  evidence: [`ConfigException of SinkConnectorConfig: ${because}`],
  remedy,
  guideline: GUIDELINE.clients,
  confidence: 'high',
});

/** Letters with at most three `.*` between them: what everybody writes. Of another pattern nothing is said, for it is Java's, and may take for ever. */
const PLAIN_PATTERN = /^(?:[\w-]|\\?\.(?!\*))*(?:\.\*(?:[\w-]|\\?\.(?!\*))*){0,3}$/;

const TOPIC_NAME = /^[\w.-]{1,249}$/;

const matchesPlainly = (pattern: string, name: string): boolean =>
  pattern !== '' && TOPIC_NAME.test(name) && PLAIN_PATTERN.test(pattern) && new RegExp(`^${pattern}$`).test(name);
