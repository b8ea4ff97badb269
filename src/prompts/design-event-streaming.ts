import type { Prompt } from '../mcp/prompts.ts';

export const designEventStreaming: Prompt = {
  name: 'design-event-streaming',
  title: 'Design event streaming for a service',
  description:
    'Turns a description of a business into topics, keys, partition counts, consumer groups and settings, each with its reason.',
  arguments: [{ name: 'description', description: 'The services, their events, rates and sizes', required: true }],
  text: ({ description }) =>
    [
      `Design the event streaming for this: ${description}`,
      'Name the services and the business events, in the past tense, with the entity each belongs to. Then call kafka_design_topics once with all that is known: rates, sizes, order, retention, personal data, brokers, client libraries. Leave out what nobody said: the answer marks what it assumes.',
      'Report like an architect: the topics with key and order, the trade-off of granularity, the binding constraint of each partition count, groups with their retry and dead-letter topics, then the findings, worst first. Say which numbers were given and which assumed.',
      'Where something must happen exactly once (payments, mails, stock), call kafka_plan_exactly_once for that pipeline; for a group that carries much or works slowly, kafka_plan_consumers; for a topic that exists, kafka_plan_partitions with its name.',
      'Look up topic-design, delivery-semantics and anti-patterns with kafka_guidelines before you defend a decision. Close with the open questions whose answers would change the design.',
    ].join('\n'),
};
