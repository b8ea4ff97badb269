/** Which subjects are wanted; all when nothing is said. */
export interface SubjectFilter {
  /** The exact name. */
  readonly subject: string | null;
  /** Part of a name, or a whole one in which * stands for anything. Case does not count. */
  readonly pattern: string | null;
  readonly topic: string | null;
}

/** Subjects that fit all that is said, by name. */
export function findSubjects(names: readonly string[], { subject, pattern, topic }: SubjectFilter): string[] {
  const fits = pattern === null ? () => true : matcher(pattern);
  return names
    .filter(
      (name) => (subject === null || name === subject) && fits(name) && (topic === null || isOfTopic(name, topic)),
    )
    .sort();
}

function matcher(pattern: string): (name: string) => boolean {
  const wanted = pattern.toLowerCase();
  if (!wanted.includes('*')) return (name) => name.toLowerCase().includes(wanted);
  const parts = wanted.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`, 's');
  return (name) => whole.test(name.toLowerCase());
}

/**
 * Whether a subject may belong to a topic: `<topic>-key` and `<topic>-value` by the default strategy, `<topic>-<record>` by
 * TopicRecordNameStrategy. A name with another topic's ending is that topic's: `orders-archive-value` is none of `orders`.
 * Source: Confluent documentation, "Subject name strategy".
 */
export function isOfTopic(subject: string, topic: string): boolean {
  const name = withoutContext(subject);
  if (name === `${topic}-key` || name === `${topic}-value`) return true;
  return name.startsWith(`${topic}-`) && !/-(?:key|value)$/.test(name);
}

/** `:.context:subject` without its context. Source: Confluent documentation, "Schema contexts". */
const withoutContext = (subject: string): string => subject.replace(/^:\.[^:]*:/, '');

/** Topics for which no subject is named. Those under RecordNameStrategy, which names no topic, are among them. */
export function topicsWithoutSchema(topics: readonly string[], subjects: readonly string[]): string[] {
  const named = new Set<string>();
  for (const subject of subjects) {
    // Every part that ends before a dash may be the topic.
    const name = withoutContext(subject);
    for (let at = name.indexOf('-'); at > 0; at = name.indexOf('-', at + 1)) named.add(name.slice(0, at));
  }
  return topics.filter((topic) => !named.has(topic) || !subjects.some((subject) => isOfTopic(subject, topic))).sort();
}
